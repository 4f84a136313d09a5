import { type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { type App, startApp } from '../support/app-process.ts';
import { createTestDatabase } from '../support/database.ts';
import { testPassword } from '../support/world.ts';
import { freshApp, setScene } from './stage.ts';

const password = 'a long enough password';

// Each test walks through many pages and checks them all for accessibility: slow where everything runs at once.
test.describe.configure({ timeout: 120_000 });

/** Goes through the wizard as somebody in a hurry would. Ends on the page with the first invite. */
async function setUp(page: Page, app: App, owner = 'aleks') {
  await page.goto(app.url);
  await page.getByLabel('Set-up code').fill(app.setupCode);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Username').fill(owner);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Millbrook Makers');
  await page.getByRole('button', { name: 'Create community' }).click();
  await expect(page.getByRole('link', { name: 'Open your community' })).toBeVisible();
}

async function signIn(page: Page, login: string, secret: string) {
  await page.getByLabel('Username or e-mail').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test.describe('the first steps', () => {
  test('lead to a community without JavaScript too, and keep what was typed', async ({ browser }) => {
    const { app, close } = await freshApp();
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(app.url);

    await page.getByLabel('Set-up code').fill('not the code');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('That is not the code')).toBeVisible();
    await expect(page.getByLabel('Set-up code')).toHaveValue('not the code');
    // What needs JavaScript is not offered.
    await page.getByLabel('Set-up code').fill(app.setupCode);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('button', { name: 'Show password' })).toBeHidden();

    await page.getByLabel('Username').fill('no spaces please');
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await expect(page.getByLabel('Username')).toHaveValue('no spaces please');
    await expect(page.getByLabel('Username')).toHaveAttribute('aria-invalid', 'true');
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
    await expect(page.getByText('Too short: it needs at least 12 characters.')).toBeVisible();
    await page.getByLabel('Username').fill('bea');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create my account' }).click();

    await page.getByLabel('Name', { exact: true }).fill('Chess');
    await page.getByRole('button', { name: 'Create community' }).click();
    await expect(page.getByLabel('Invite link')).toHaveValue(/\/invite\/[0-9A-Z]{12}$/);
    await page.getByRole('link', { name: 'Open your community' }).click();
    await expect(page.getByRole('heading', { name: 'Chess' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'photos' })).toBeVisible();
    await close();
  });

  test('speak German, look right in the dark, and go to the first wrong field', async ({ browser }) => {
    const { app, close } = await freshApp();
    const context = await browser.newContext({ locale: 'de-DE', colorScheme: 'dark' });
    const page = await context.newPage();
    await page.goto(app.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    expect(await serious(page)).toEqual([]);
    await page.getByLabel('Einrichtungscode').fill(app.setupCode);
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByLabel('Benutzername').fill('uwe');
    await page.getByRole('button', { name: 'Mein Konto anlegen' }).click();
    await expect(page.getByLabel('Passwort', { exact: true })).toBeFocused();
    await expect(page.getByText('Bitte ausfüllen.')).toBeVisible();
    expect(await serious(page)).toEqual([]);
    await page.getByLabel('Passwort', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Mein Konto anlegen' }).click();
    await expect(page.getByRole('heading', { name: 'Gib deiner Community ein Zuhause' })).toBeVisible();
    expect(await serious(page)).toEqual([]);
    await page.getByLabel('Name', { exact: true }).fill('Schach');
    await page.getByRole('button', { name: 'Community anlegen' }).click();
    await page.getByRole('link', { name: 'Community öffnen' }).click();
    await expect(page.getByRole('link', { name: 'fotos', exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Miteinander', exact: true })).toBeVisible();
    await close();
  });

  test('begin again where they must, when Hearth was started anew in between', async ({ browser }) => {
    const database = await createTestDatabase();
    const first = await startApp({ databaseUrl: database.url });
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(first.url);
    await page.getByLabel('Set-up code').fill(first.setupCode);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByLabel('Username')).toBeVisible();

    await first.stop();
    const app = await startApp({ databaseUrl: database.url, port: first.port });
    await page.getByLabel('Username').fill('bea');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create my account' }).click();
    await expect(page.getByRole('alert')).toContainText('The code is needed once more');
    await expect(page.getByRole('alert')).toBeFocused();
    await page.reload();
    await setUp(page, app);
    await app.stop();
    await database.drop();
  });

  test('are for one person: whoever comes later finds nothing there', async ({ browser }) => {
    const { app, close } = await freshApp();
    const owner = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await other.goto(app.url);
    await expect(other.getByLabel('Set-up code')).toBeVisible();
    await setUp(owner, app);
    expect((await other.goto(`${app.url}/setup`))?.status()).toBe(404);
    await other.goto(app.url);
    await expect(other).toHaveURL(/\/login$/);
    await close();
  });
});

test.describe('accounts', () => {
  test('come by an invite: a new one joins at once, an old one after signing in', async ({ browser }) => {
    const scene = await setScene();
    const { app, world, owner, communityId } = scene;
    const invite = await world.services.invites.createInvite(owner.ctx, {
      communityId,
      lifetime: null,
      maxUses: null,
    });
    const link = `${app.url}/invite/${invite.code}`;

    const fresh = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await fresh.goto(link);
    await expect(fresh.getByText('2 members')).toBeVisible();
    expect(await serious(fresh)).toEqual([]);
    await fresh.getByRole('link', { name: 'Create an account' }).click();
    await fresh.getByLabel('Username').fill('noor');
    await fresh.getByLabel('Password', { exact: true }).fill(password);
    await fresh.getByRole('button', { name: 'Create account and join' }).click();
    // "noor" is taken by the scene's member.
    await expect(fresh.getByText('Somebody has this name')).toBeVisible();
    await expect(fresh.getByLabel('Username')).toBeFocused();
    await fresh.getByLabel('Username').fill('yuki');
    await fresh.getByRole('button', { name: 'Create account and join' }).click();
    await expect(fresh).toHaveURL(new RegExp(`/c/${communityId}/`));

    const outsider = await world.person('tomasz');
    const old = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await old.goto(link);
    await old.getByRole('link', { name: 'I already have one' }).click();
    await signIn(old, outsider.username, testPassword);
    await expect(old).toHaveURL(link);
    await old.getByRole('button', { name: 'Join' }).click();
    await expect(old).toHaveURL(new RegExp(`/c/${communityId}/`));
    // A member goes straight in.
    await old.goto(link);
    await expect(old).toHaveURL(new RegExp(`/c/${communityId}/`));

    await world.services.invites.revokeInvite(owner.ctx, { code: invite.code });
    const late = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await late.goto(link);
    await expect(late.getByText('Ask the person who sent it for a new one.')).toBeVisible();
    expect(await serious(late)).toEqual([]);
    await late.goto(`${app.url}/register?invite=${invite.code}`);
    await expect(late.getByText('Ask the person who sent it for a new one.')).toBeVisible();
    await scene.close();
  });

  test('sign in, are told kindly when it fails, and come back to where they wanted to go', async ({
    browser,
  }) => {
    const scene = await setScene();
    const { app, owner, address } = scene;
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(address);
    await expect(page).toHaveURL(/\/login\?redirectTo=/);
    expect(await serious(page)).toEqual([]);
    await signIn(page, owner.username, 'not the right password');
    const message = page.getByRole('alert');
    await expect(message).toContainText('Name and password do not match');
    await expect(message).toBeFocused();
    await expect(page.getByLabel('Username or e-mail')).toHaveValue(owner.username);
    await signIn(page, owner.username, testPassword);
    await expect(page).toHaveURL(address);

    // Signing out takes a form of our own: a link cannot do it.
    expect((await page.goto(`${app.url}/logout`))?.status()).toBe(404);
    await page.goto(address);
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/login/);

    for (const evil of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
      await page.context().clearCookies();
      await page.goto(`${app.url}/login?redirectTo=${encodeURIComponent(evil)}`);
      await signIn(page, owner.username, testPassword);
      await expect(page).toHaveURL(new RegExp(`^${app.url}/c/`));
    }
    await scene.close();
  });

  test('change their password, which ends the other sessions; and end sessions one by one', async ({
    browser,
  }) => {
    const scene = await setScene();
    const { app, member } = scene;
    const here = await (await scene.open(browser, member)).newPage();
    const there = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await there.goto(`${app.url}/login`);
    await signIn(there, member.username, testPassword);
    await expect(there).toHaveURL(/\/c\//);

    await here.goto(`${app.url}/settings/sessions`);
    await expect(here.getByRole('listitem')).toHaveCount(2);
    await expect(here.getByText('this device')).toHaveCount(1);
    expect(await serious(here)).toEqual([]);
    const end = here.getByRole('button', { name: /^End: \S+/ });
    await end.focus();
    await here.keyboard.press('Enter');
    await expect(here.getByRole('listitem')).toHaveCount(1);
    await expect(here.getByRole('status').filter({ hasText: 'is signed out' })).toHaveCount(1);
    await expect(here.getByRole('listitem')).toBeFocused();
    // Its open page hears of it and leaves by itself; no other opens any more.
    await expect(there).toHaveURL(/\/login\?redirectTo=%2Fc%2F/);
    await there.goto(`${app.url}/settings`);
    await expect(there).toHaveURL(/\/login\?redirectTo=%2Fsettings$/);
    await signIn(there, member.username, testPassword);
    await expect(there).toHaveURL(/\/settings$/);

    await here.goto(`${app.url}/settings`);
    await here.getByLabel('Current password').fill('not my password');
    await here.getByLabel('New password').fill(password);
    await here.getByRole('button', { name: 'Change password' }).click();
    await expect(here.getByText('That is not your current password.')).toBeVisible();
    await here.getByLabel('Current password').fill(testPassword);
    await here.getByRole('button', { name: 'Change password' }).click();
    await expect(here.getByRole('status').getByText('Your password is changed.')).toBeVisible();
    await here.reload();
    await expect(here).toHaveURL(/\/settings/);
    await there.goto(`${app.url}/settings`);
    await expect(there).toHaveURL(/\/login/);
    await signIn(there, member.username, password);
    await expect(there).toHaveURL(/\/settings$/);
    await scene.close();
  });

  test('choose how it looks and which language it speaks', async ({ browser }) => {
    const scene = await setScene();
    const page = await (await scene.open(browser, scene.member, { colorScheme: 'light' })).newPage();
    await page.goto(`${scene.app.url}/settings/appearance`);
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByText('Dark', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect(await ground()).not.toBe(light);
    expect(await serious(page)).toEqual([]);
    await page.getByText('Compact', { exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
    await page.getByText('Deutsch', { exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Darstellung' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    // The very first byte knows it all: nothing flashes.
    const first = await (await page.request.get(scene.address)).text();
    expect(first).toMatch(/<html lang="de" dir="ltr" data-theme="dark" data-density="compact"/);
    await scene.close();
  });

  test('are open to everybody when the host says so', async ({ browser }) => {
    const { app, close } = await freshApp();
    const host = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    const guest = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await setUp(host, app);
    await guest.goto(`${app.url}/register`);
    await expect(guest.getByRole('heading', { name: 'You need an invite' })).toBeVisible();
    expect(await serious(guest)).toEqual([]);

    await host.goto(`${app.url}/admin/registration`);
    expect(await serious(host)).toEqual([]);
    await host.getByText('Everybody', { exact: true }).click();
    await host.getByLabel('Members may create communities').uncheck();
    await host.getByRole('button', { name: 'Save' }).click();
    await expect(host.getByText('Saved.')).toBeVisible();

    await guest.goto(`${app.url}/login`);
    await guest.getByRole('link', { name: 'New here? Create an account' }).click();
    // The page before has a field whose label begins like this one's.
    await expect(guest.getByRole('button', { name: 'Create account' })).toBeVisible();
    await guest.getByLabel('Username').fill('guest');
    await guest.getByLabel('Password', { exact: true }).fill(password);
    await guest.getByRole('button', { name: 'Create account' }).click();
    await expect(guest.getByRole('heading', { name: 'Hello' })).toBeVisible();
    expect(await serious(guest)).toEqual([]);
    await expect(guest.getByRole('link', { name: 'Create a community' })).toBeHidden();
    // An instance's settings are not there for anybody else.
    expect((await guest.goto(`${app.url}/admin/registration`))?.status()).toBe(404);
    await close();
  });
});
