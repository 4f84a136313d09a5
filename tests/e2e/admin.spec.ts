import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { testPassword } from '../support/world.ts';
import { type Scene, composer, setScene } from './stage.ts';

// Each walks through many pages.
test.describe.configure({ timeout: 120_000 });

const pages = [
  '',
  '?range=month',
  '/members',
  '/members?filter=waiting',
  '/communities',
  '/registration',
  '/limits',
  '/branding',
  '/address',
  '/jobs',
  '/audit',
];

const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);

let scene: Scene;
test.beforeEach(async () => {
  scene = await setScene();
  await scene.world.db.prisma.account.update({ where: { id: scene.owner.id }, data: { isAdmin: true } });
});
test.afterEach(() => scene.close());

const asHost = async (browser: Browser, options = {}): Promise<Page> =>
  (await scene.open(browser, scene.owner, options)).newPage();

/** Opens an act's question and confirms it. */
async function act(page: Page, title: string, button: string, reason?: string): Promise<void> {
  await page.locator('summary', { hasText: title }).click();
  const question = page.locator('details[open]').filter({ has: page.getByRole('button', { name: button }) });
  if (reason) await question.getByLabel('Reason').fill(reason);
  await question.getByRole('button', { name: button }).click();
}

test('the administration is not there for anybody but administrators', async ({ browser }) => {
  const { app, member } = scene;
  const page = await (await scene.open(browser, member)).newPage();
  const guest = await (await browser.newContext()).newPage();
  const missing = await page.goto(`${app.url}/nothing/here`);
  expect(missing?.status()).toBe(404);
  const words = await page.locator('main').textContent();
  for (const path of [...pages, `/members/${member.id}`, `/communities/${scene.communityId}`]) {
    expect((await page.goto(`${app.url}/admin${path}`))?.status(), path).toBe(404);
    expect(await page.locator('main').textContent()).toBe(words);
    expect((await guest.goto(`${app.url}/admin${path}`))?.status(), path).toBe(404);
  }
  const answer = await page.request.get(`${app.url}/api/v1/admin/overview`);
  expect(answer.status()).toBe(404);
  await page.goto(scene.address);
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Administration' })).toBeHidden();
});

test('every page can be used by everybody, in both themes, on a phone and without JavaScript', async ({
  browser,
}) => {
  const { app } = scene;
  const page = await asHost(browser);
  await page.goto(scene.address);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(page.locator('canvas').first()).toBeVisible();
  for (const path of [...pages, `/members/${scene.member.id}`, `/communities/${scene.communityId}`]) {
    await page.goto(`${app.url}/admin${path}`);
    expect(await serious(page), path).toEqual([]);
  }
  const phone = await asHost(browser, { colorScheme: 'dark', viewport: { width: 390, height: 844 } });
  for (const path of pages) {
    await phone.goto(`${app.url}/admin${path}`);
    expect(await serious(phone), path).toEqual([]);
    expect(
      await phone.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      path,
    ).toBeLessThanOrEqual(0);
  }
  const plain = await asHost(browser, { javaScriptEnabled: false });
  await plain.goto(`${app.url}/admin`);
  await plain.locator('summary', { hasText: 'Show as a table' }).first().click();
  await expect(plain.getByRole('table').first()).toBeVisible();
  await plain.goto(`${app.url}/admin/limits`);
  await plain.getByLabel('Length of a message').fill('20');
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(plain.getByText('Saved.')).toBeVisible();
  await plain.goto(`${app.url}/settings/address`);
  expect(plain.url()).toBe(`${app.url}/admin/address`);
});

test('a disabled member is out within moments; a link gives somebody a new password', async ({ browser }) => {
  const { app, member } = scene;
  const theirs = await (await scene.open(browser, member)).newPage();
  await theirs.goto(scene.address);
  await expect(composer(theirs)).toBeVisible();
  const host = await asHost(browser);
  await host.goto(`${app.url}/admin/members?search=${member.username}`);
  await host.getByRole('link', { name: member.username }).click();
  await act(host, 'Disable account', 'Disable account', 'spam');
  await expect(host.getByRole('status').getByText('Done.')).toBeVisible();
  await expect(theirs).toHaveURL(/\/login/);
  await act(host, 'Enable account', 'Enable account');
  await expect(host.locator('summary', { hasText: 'Disable account' })).toBeVisible();

  await act(host, 'New password', 'Make a link');
  const link = await host.getByLabel('Link for a new password').inputValue();
  expect(link).toMatch(new RegExp(`^${app.url}/reset/[\\w-]{43}$`));
  await theirs.goto(link);
  await theirs.getByLabel('New password', { exact: true }).fill('a completely new one');
  await theirs.getByRole('button', { name: 'Change password' }).click();
  await expect(theirs.getByText('The new password is set.')).toBeVisible();
  await theirs.getByLabel('Username or e-mail').fill(member.username);
  await theirs.getByLabel('Password', { exact: true }).fill('a completely new one');
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await expect(composer(theirs)).toBeVisible();
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  expect(await serious(theirs)).toEqual([]);

  await host.goto(`${app.url}/admin/audit`);
  await expect(host.getByText(`aleks disabled the account of ${member.username}`)).toBeVisible();
  await expect(host.getByText('spam')).toBeVisible();
  await host.getByLabel('What').selectOption('account.enable');
  await host.getByRole('button', { name: 'Filter' }).click();
  await expect(host.getByText(`aleks enabled the account of ${member.username} again`)).toBeVisible();
  await expect(host.getByText('spam')).toBeHidden();
});

test('a newcomer waits for a yes, and goes on by themselves', async ({ browser }) => {
  const { app } = scene;
  const host = await asHost(browser);
  await host.goto(`${app.url}/admin/registration`);
  await host.getByText('With approval', { exact: true }).click();
  await host.getByRole('button', { name: 'Save' }).click();
  await expect(host.getByText('Saved.')).toBeVisible();
  await host.goto(`${app.url}/admin/branding`);
  await host.getByLabel('Name of this place').fill('Greenhouse');
  await host.getByLabel('A word of welcome').fill('Mind the <b>step</b>.');
  await host.getByRole('button', { name: 'Save' }).click();
  await expect(host).toHaveTitle(/· Greenhouse$/);

  const guest = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await guest.goto(`${app.url}/register`);
  await expect(guest).toHaveTitle(/· Greenhouse$/);
  await expect(guest.getByText('Mind the <b>step</b>.')).toBeVisible();
  await guest.getByLabel('Username').fill('newcomer');
  await guest.getByLabel('Password', { exact: true }).fill(testPassword);
  await guest.getByRole('button', { name: 'Create account' }).click();
  await expect(guest.getByRole('heading', { name: 'Almost there, newcomer' })).toBeVisible();
  expect(await serious(guest)).toEqual([]);
  await guest.goto(scene.address);
  await expect(guest).toHaveURL(/\/waiting$/);

  await host.goto(`${app.url}/admin/members?filter=waiting`);
  await host.getByRole('button', { name: 'Let in' }).click();
  await expect(host.getByText('Nobody waits to be let in.')).toBeVisible();
  await expect(guest.getByRole('heading', { name: 'Hello newcomer' })).toBeVisible({ timeout: 30_000 });
});

test('an archived community leaves every open window, and comes back', async ({ browser }) => {
  const { app, member, communityId } = scene;
  const theirs = await (await scene.open(browser, member)).newPage();
  await theirs.goto(scene.address);
  await expect(composer(theirs)).toBeVisible();
  const host = await asHost(browser);
  await host.goto(`${app.url}/admin/communities/${communityId}`);
  await act(host, 'Archive', 'Archive', 'over');
  await expect(host.getByText('Archived', { exact: true })).toBeVisible();
  await expect(composer(theirs)).toBeHidden();
  expect((await theirs.goto(scene.address))?.status()).toBe(404);
  await act(host, 'Bring it back', 'Bring it back');
  await expect(host.locator('summary', { hasText: 'Archive' })).toBeVisible();
  await theirs.goto(scene.address);
  await expect(composer(theirs)).toBeVisible();
  await host.goto(`${app.url}/c/${communityId}/settings/audit`);
  await expect(host.getByText(/archived the community/)).toBeVisible();
  expect(await serious(host)).toEqual([]);
});
