import { AxeBuilder } from '@axe-core/playwright';
import { type Locator, type Page, expect, test } from '@playwright/test';
import { visit } from './places.ts';
import { type Scene, setScene } from './stage.ts';

test.describe.configure({ timeout: 240_000 });

const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);

/** Nothing runs out of the window at its side. */
const overflow = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll('main .overflow-y-auto')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    ),
  );

const channel = (page: Page, name: string): Locator =>
  page
    .getByRole('navigation', { name: 'Channels' })
    .getByRole('link', { name: new RegExp(`^${name}( \\(private\\))?$`) });
const order = (page: Page): Locator =>
  page
    .getByRole('list', { name: 'From the highest to the lowest' })
    .locator('[data-role] [data-part=link] bdi');
const settings = ({ app, communityId }: Scene, path: string) => `${app.url}/c/${communityId}/settings${path}`;

async function makeRole({ world, owner, communityId }: Scene, name: string, preset?: string) {
  const { roleId } = await world.services.roles.createRole(owner.ctx, {
    ...{ communityId, name },
    ...(preset && { preset }),
  });
  return roleId;
}

test('a private channel, a moderator role, and somebody who is promoted: their open window follows', async ({
  browser,
}) => {
  const scene = await setScene();
  const member = await visit(scene, browser, 'member', scene.address);
  const page = await visit(scene, browser, 'owner', scene.address);

  // A role, ready-made and then changed.
  await page.goto(settings(scene, '/roles'));
  await expect(page.getByText('No roles yet')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('link', { name: 'New role' }).click();
  await page.getByText('Looks after people and messages').click();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Moderator');
  await expect(page.getByRole('checkbox', { name: /^Ban members/ })).toBeChecked();
  await page.getByLabel('Icon').fill('🛡️');
  await page.getByRole('searchbox', { name: 'Find a permission' }).fill('manage channels');
  await expect(page.getByRole('checkbox', { name: /^Ban members/ })).toBeHidden();
  await page.getByRole('checkbox', { name: /^Manage channels/ }).check();
  await expect(page.getByText('Not saved yet')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find a permission' }).fill('');
  expect(await serious(page)).toEqual([]);

  // What is not saved is not lost by a click beside it.
  await page.getByRole('link', { name: 'Invites' }).click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  // A private channel: nobody but its maker sees it, until the role is let in.
  await page.getByRole('button', { name: 'Test Community menu' }).click();
  await page.getByRole('menuitem', { name: 'New channel' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('board');
  await page
    .getByRole('dialog')
    .getByRole('checkbox', { name: /^Private/ })
    .check();
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('The channel is private now')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('checkbox', { name: 'Moderator' }).check();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(channel(page, 'board')).toBeVisible();
  await expect(channel(member, 'board')).toBeHidden();
  await expect(member.getByRole('button', { name: /general.*options/ })).toBeHidden();

  // The promotion.
  await page.goto(settings(scene, '/roles'));
  await page.getByRole('link', { name: /0 members: .*Moderator/ }).click();
  await page.getByRole('searchbox', { name: 'Find members' }).fill('noo');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('checkbox', { name: /noor/ }).check();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: 'Give the role' }).click();
  await expect(page.getByRole('button', { name: 'Take it away' })).toBeVisible();
  await expect(channel(member, 'board')).toBeVisible({ timeout: 1_000 });
  await channel(member, 'general').hover();
  await expect(member.getByRole('button', { name: /general.*options/ })).toBeVisible({ timeout: 1_000 });

  // And back.
  await page.getByRole('checkbox', { name: /noor/ }).check();
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByText('Nobody has it yet')).toBeVisible();
  await expect(channel(member, 'board')).toBeHidden({ timeout: 1_000 });
  await scene.close();
});

test('the order changes by keys, by buttons and by dragging; roles are copied and deleted', async ({
  browser,
}) => {
  const scene = await setScene();
  for (const name of ['One', 'Two', 'Three']) await makeRole(scene, name);
  const page = await visit(scene, browser, 'owner', scene.address);
  await page.goto(settings(scene, '/roles'));
  await expect(order(page)).toHaveText(['One', 'Two', 'Three']);
  expect(await serious(page)).toEqual([]);

  const three = page.locator('[data-role]').filter({ hasText: 'Three' }).locator('[data-part=link]');
  await three.focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(order(page)).toHaveText(['One', 'Three', 'Two']);
  await expect(three).toBeFocused();
  await expect(page.getByText('place 2 of 3')).toBeAttached();
  await page.getByRole('button', { name: /Move .*One.* down/ }).click();
  await expect(order(page)).toHaveText(['Three', 'One', 'Two']);
  await expect(page.locator('[data-role][data-movable]')).toHaveCount(3);
  await expect(async () => {
    await page
      .locator('[data-role]')
      .filter({ hasText: 'Two' })
      .dragTo(page.locator('[data-role]').first(), {
        targetPosition: { x: 80, y: 4 },
      });
    await expect(order(page)).toHaveText(['Two', 'Three', 'One'], { timeout: 2_000 });
  }).toPass();
  await page.reload();
  await expect(order(page)).toHaveText(['Two', 'Three', 'One']);

  await page.getByRole('button', { name: /Duplicate .*Three/ }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Three copy');
  await page.getByRole('link', { name: 'Roles', exact: true }).first().click();
  await expect(order(page)).toHaveText(['Two', 'Three', 'Three copy', 'One']);
  await page.getByRole('link', { name: /Delete .*Three copy/ }).click();
  await page.getByRole('button', { name: 'Delete role' }).click();
  await expect(order(page)).toHaveText(['Two', 'Three', 'One']);
  await scene.close();
});

test('a channel goes its own way and comes back; the inspector and a role’s eyes tell what comes of it', async ({
  browser,
}) => {
  const scene = await setScene();
  const { world, owner, member, communityId, app } = scene;
  const { categoryId } = await world.services.channels.createCategory(owner.ctx, {
    communityId,
    name: 'Workshop',
  });
  const { channelId } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId, name: 'bench' },
  });
  const roleId = await makeRole(scene, 'Helper', 'guest');
  const page = await visit(scene, browser, 'owner', scene.address);
  await page.goto(`${app.url}/c/${communityId}/channels/${channelId}/permissions`);
  await expect(page.getByText(/Synced with .*Workshop/)).toBeVisible();
  await page.getByRole('searchbox', { name: 'Add a member' }).fill('noor');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('main').getByRole('link', { name: /noor/ }).click();
  await expect(page.getByRole('heading', { name: /noor.* here/ })).toBeVisible();
  const write = page.getByRole('group', { name: 'Write messages' });
  await write.getByRole('radio', { name: 'Deny' }).check({ force: true });
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.getByText(/Differs from .*Workshop/)).toBeVisible();
  await expect(write.getByRole('radio', { name: 'Deny' })).toBeChecked();

  await page.goto(settings(scene, '/inspector'));
  expect(await serious(page)).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: /noor/ }).click();
  await page.getByLabel('Channel', { exact: true }).selectOption({ label: 'Workshop · bench' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByText(/channel .*bench.* denies it to them by name/)).toBeVisible();
  expect(await serious(page)).toEqual([]);

  await page.goto(settings(scene, `/roles/${roleId}/view`));
  await expect(page.getByText('through the eyes of somebody who has only the role')).toBeVisible();
  await page.getByRole('navigation', { name: 'What they see' }).getByRole('link', { name: 'bench' }).click();
  await expect(page.getByText(/What they may do in .*bench/)).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('link', { name: 'Leave this view' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Helper');

  await page.goto(`${app.url}/c/${communityId}/members/${member.id}/roles`);
  await page.getByRole('checkbox', { name: 'Helper' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Helper' })).toBeChecked();
  expect(await serious(page)).toEqual([]);

  await page.goto(`${app.url}/c/${communityId}/channels/${channelId}/permissions`);
  await page.getByRole('button', { name: 'Sync again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sync again' }).click();
  await expect(page.getByText(/Synced with .*Workshop/)).toBeVisible();

  await page.goto(`${app.url}/c/${communityId}/categories/${categoryId}/permissions`);
  await expect(page.getByText('Holds for 1 channel that is synced')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await scene.close();
});

test('on a phone, without JavaScript and for who may not', async ({ browser }) => {
  const scene = await setScene();
  const { owner, member, app, communityId, channelId } = scene;
  const roleId = await makeRole(scene, 'A role with a name that is as long as it may be', 'moderator');
  const phone = await (
    await scene.open(browser, owner, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme: 'dark',
    })
  ).newPage();
  const paths = [
    settings(scene, '/roles'),
    settings(scene, '/roles/new'),
    settings(scene, `/roles/${roleId}`),
    settings(scene, `/roles/${roleId}/members`),
    settings(scene, `/roles/${roleId}/view`),
    settings(scene, '/inspector'),
    settings(scene, `/inspector?member=${member.id}&channel=${channelId}`),
    `${app.url}/c/${communityId}/channels/${channelId}/permissions`,
    `${app.url}/c/${communityId}/members/${member.id}/roles`,
  ];
  for (const path of paths) {
    await phone.goto(path);
    await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
    expect([path, await overflow(phone), await serious(phone)]).toEqual([path, 0, []]);
  }

  const plain = await (await scene.open(browser, owner, { javaScriptEnabled: false })).newPage();
  await plain.goto(settings(scene, `/roles/${roleId}/members`));
  await plain.getByRole('checkbox', { name: /noor/ }).check();
  await plain.getByRole('button', { name: 'Give the role' }).click();
  await expect(plain.getByRole('button', { name: 'Take it away' })).toBeVisible();
  await plain.goto(`${app.url}/c/${communityId}/channels/${channelId}/permissions`);
  await plain.getByText('Only some').click();
  await plain.getByRole('button', { name: 'Save' }).first().click();
  await expect(plain.getByText('Saved.')).toBeVisible();

  const other = await scene.open(browser, member);
  for (const path of paths) {
    const answer = await other.request.get(path);
    expect([path, [403, 404].includes(answer.status())]).toEqual([path, true]);
  }
  const theirs = await other.newPage();
  await theirs.goto(`${app.url}/c/${communityId}/settings`);
  await expect(theirs.getByRole('link', { name: 'Leave', exact: true })).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'Roles' })).toBeHidden();
  await scene.close();
});
