import { type Locator, type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { type Scene, setScene } from './stage.ts';

// Each test walks through many pages and checks them all for accessibility: slow where everything runs at once.
test.describe.configure({ timeout: 120_000 });

/** Names of the channels in the sidebar, from the top. */
const channels = (page: Page): Locator =>
  page.getByRole('navigation', { name: 'Channels' }).locator('[data-channel] a bdi');

const channel = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name, exact: true });

async function openMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${name}.*options`) }).click();
  await expect(page.getByRole('menu')).toBeVisible();
}

/** A community with the channels one to four, two of them in the category "Workshop". */
async function furnish({ world, owner, communityId }: Scene): Promise<void> {
  const { channels: service } = world.services;
  const { categoryId } = await service.createCategory(owner.ctx, { communityId, name: 'Workshop' });
  await service.createChannel(owner.ctx, { communityId, categoryId: null, name: 'one' });
  await service.createChannel(owner.ctx, { communityId, categoryId, name: 'two' });
  await service.createChannel(owner.ctx, { communityId, categoryId, name: 'three' });
}

test('a community is founded, shared and shaped, while its members watch', async ({ browser }) => {
  const scene = await setScene();
  const { app, owner, member } = scene;
  const page = await (await scene.open(browser, owner)).newPage();
  await page.goto(`${app.url}/communities/new`);
  expect(await serious(page)).toEqual([]);
  await page.getByLabel('Name', { exact: true }).fill('Chess Club');
  await page.getByRole('radio', { name: 'Moss' }).check({ force: true });
  await page.getByText('Almost nothing').click();
  await page.getByRole('button', { name: 'Create a community' }).click();
  await page.getByRole('button', { name: 'New invite' }).click();
  const link = await page.getByLabel('Invite link').inputValue();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open your community' }).click();
  await expect(page.getByRole('button', { name: 'Chess Club' })).toBeVisible();

  const other = await (await scene.open(browser, member)).newPage();
  await other.goto(link);
  await other.getByRole('button', { name: 'Join' }).click();
  await expect(channels(other)).toHaveText(['general']);
  await expect(page.getByRole('complementary', { name: 'Members' }).getByText('Members · 2')).toBeVisible();

  await page.getByRole('button', { name: 'Chess Club' }).click();
  await page.getByRole('menuitem', { name: 'New channel' }).click();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused();
  await expect(page.getByRole('dialog').getByText('This is needed.')).toBeVisible();
  await page.getByRole('dialog').getByLabel('Name').fill('openings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'openings' })).toBeVisible();
  await expect(channels(other)).toHaveText(['general', 'openings']);

  await channel(page, 'openings').hover();
  await openMenu(page, 'openings');
  expect(await serious(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'Edit channel' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('endgames');
  await page.getByRole('dialog').getByLabel('Topic').fill('King and pawn.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(channels(other)).toHaveText(['general', 'endgames']);

  // Escape changes nothing and gives the focus back; deleting asks first and names what goes.
  await channel(page, 'endgames').hover();
  await openMenu(page, 'endgames');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /endgames.*options/ })).toBeFocused();
  await openMenu(page, 'endgames');
  await page.getByRole('menuitem', { name: 'Delete channel' }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: /endgames/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.getByRole('button', { name: 'Delete channel' }).click();
  await expect(channels(page)).toHaveText(['general']);
  await expect(page.getByRole('heading', { level: 1, name: 'general' })).toBeVisible();
  await expect(channels(other)).toHaveText(['general']);
  await scene.close();
});

test('channels move by drag, by keys and by menu, and stay where they were put', async ({ browser }) => {
  const scene = await setScene();
  await furnish(scene);
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(scene.address);
  await expect(channels(page)).toHaveText(['general', 'one', 'two', 'three']);

  await channel(page, 'one').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(channels(page)).toHaveText(['one', 'general', 'two', 'three']);
  await expect(channel(page, 'one')).toBeFocused();
  // Quickly, over the edge of the category: the focus travels along, and it is said where the channel has come to.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Alt+ArrowDown');
  await expect(channels(page)).toHaveText(['general', 'two', 'one', 'three']);
  await expect(channel(page, 'one')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'place 2 of 3' })).toHaveText(
    /one.*place 2 of 3.*Workshop/,
  );

  await page.waitForLoadState('networkidle'); // dragging is fetched once the page has come to rest
  await channel(page, 'three').dragTo(channel(page, 'two'), { targetPosition: { x: 20, y: 3 }, steps: 10 });
  await expect(channels(page)).toHaveText(['general', 'three', 'two', 'one']);

  await channel(page, 'two').hover();
  await openMenu(page, 'two');
  await page.getByRole('menuitem', { name: 'No category' }).click();
  await expect(channels(page)).toHaveText(['general', 'two', 'three', 'one']);
  await expect(async () => {
    await page.reload();
    await expect(channels(page)).toHaveText(['general', 'two', 'three', 'one']);
  }).toPass();
  await scene.close();
});

test('categories are made, renamed, folded and deleted without losing a channel', async ({ browser }) => {
  const scene = await setScene();
  await furnish(scene);
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(scene.address);
  await page.getByRole('button', { name: 'Community menu' }).click();
  await page.getByRole('menuitem', { name: 'New category' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Garden');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Garden', exact: true })).toBeVisible();

  await page.getByRole('link', { name: /New channel in .*Garden/ }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('beds');
  await page.keyboard.press('Enter');
  await expect(channels(page)).toHaveText(['general', 'one', 'two', 'three', 'beds']);

  const fold = page.getByRole('button', { name: 'Workshop', exact: true });
  await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(channels(page)).toHaveText(['general', 'one', 'beds']);
  await page.reload();
  await expect(channels(page)).toHaveText(['general', 'one', 'beds']);
  await fold.click();

  await page.getByRole('button', { name: 'Garden', exact: true }).hover();
  await openMenu(page, 'Garden');
  await page.getByRole('menuitem', { name: 'Rename category' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Yard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Yard', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Yard', exact: true }).hover();
  await openMenu(page, 'Yard');
  await page.getByRole('menuitem', { name: 'Delete category' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete category' }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'beds', 'two', 'three']);
  await scene.close();
});

test('everything about channels works without JavaScript', async ({ browser }) => {
  const scene = await setScene();
  await furnish(scene);
  const page = await (await scene.open(browser, scene.owner, { javaScriptEnabled: false })).newPage();
  await page.goto(scene.address);
  await page.getByRole('button', { name: 'Community menu' }).click();
  await page.getByRole('link', { name: 'New channel', exact: true }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByText('This is needed.')).toBeVisible();
  await page.getByLabel('Name').fill('four');
  await page.getByLabel('Category').selectOption('Workshop');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'two', 'three', 'four']);

  await channel(page, 'four').hover();
  await page.getByRole('button', { name: /four.*options/ }).click();
  await page.getByRole('button', { name: 'Move up' }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'two', 'four', 'three']);
  await page.getByLabel('Category').selectOption('No category');
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'four', 'two', 'three']);
  await page.getByLabel('Name').fill('fourth');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'fourth', 'two', 'three']);

  await channel(page, 'fourth').hover();
  await page.getByRole('button', { name: /fourth.*options/ }).click();
  await page.getByRole('link', { name: 'Delete channel' }).click();
  await expect(page.getByRole('heading', { name: /Delete .*fourth/ })).toBeVisible();
  await page.getByRole('button', { name: 'Delete channel' }).click();
  await expect(channels(page)).toHaveText(['general', 'one', 'two', 'three']);
  await scene.close();
});

test('invites are made, handed on and revoked; members leave, the owner stays', async ({ browser }) => {
  const scene = await setScene();
  const { app, owner, member, communityId } = scene;
  const page = await (await scene.open(browser, owner)).newPage();
  await page.goto(`${app.url}/c/${communityId}/settings/invites`);
  await page.getByLabel('Holds for').selectOption('1 hour');
  await page.getByLabel('How many people').selectOption('1 person');
  await page.getByRole('button', { name: 'Create invite' }).click();
  await expect(page.getByText('0 of 1 used')).toBeVisible();
  await expect(page.getByText('Ends in 1 hour')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  const card = page
    .getByRole('listitem')
    .filter({ hasText: '0 of 1 used' })
    .filter({ has: page.getByRole('button', { name: /Revoke/ }) });
  await card.getByRole('button', { name: 'Copy' }).click();
  await expect(card.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await card.getByLabel('Invite link').inputValue();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);

  const stranger = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('link', { name: 'Create an account' })).toBeVisible();
  await card.getByRole('button', { name: `Revoke: ${link.split('/').at(-1)}` }).click();
  await expect(card).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'revoked' })).toHaveCount(1);
  // It was the last one: the focus stays on the page.
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true);
  await stranger.reload();
  await expect(stranger.getByRole('heading', { name: 'This invite is over' })).toBeVisible();

  await page.getByRole('button', { name: 'Community menu' }).click();
  await expect(page.getByRole('menuitem', { name: 'Leave community' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  const guest = await (await scene.open(browser, member)).newPage();
  await guest.goto(scene.address);
  // No tools for what one may not do, and no way round by the address.
  await channel(guest, 'general').hover();
  await guest.getByRole('button', { name: /general.?: options/ }).click();
  await expect(guest.getByRole('menuitem')).toHaveText([/^Mark as read/, 'Notifications', 'Copy link']);
  await guest.keyboard.press('Escape');
  for (const hidden of ['channels/new', 'categories/new', `channels/${scene.channelId}`]) {
    expect((await guest.request.get(`${app.url}/c/${communityId}/${hidden}`)).status()).toBe(404);
  }
  await guest.getByRole('button', { name: 'Community menu' }).click();
  await guest.getByRole('menuitem', { name: 'Leave community' }).click();
  expect(await serious(guest)).toEqual([]);
  await guest.getByRole('main').getByRole('button', { name: 'Leave community' }).click();
  await expect(guest.getByRole('heading', { name: 'Hello' })).toBeVisible();
  expect((await guest.request.get(`${app.url}/c/${communityId}`)).status()).toBe(404);
  await scene.close();
});

test('a community gets a new name, letter and colour, for everybody at once', async ({ browser }) => {
  const scene = await setScene();
  const page = await (await scene.open(browser, scene.owner)).newPage();
  const other = await (await scene.open(browser, scene.member)).newPage();
  await other.goto(scene.address);
  await page.goto(`${scene.app.url}/c/${scene.communityId}/settings`);
  expect(await serious(page)).toEqual([]);
  await page.getByLabel('Name', { exact: true }).fill('\u202eevil');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Name', { exact: true }).fill('سلام');
  await page.getByLabel('Letters').fill('🔥');
  await page.getByRole('radio', { name: 'Plum' }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'سلام' })).toBeVisible();
  await expect(other.locator('.shell')).toHaveAttribute('data-accent', 'plum');
  await scene.close();
});

test('on a phone the panels slide in, by button and by swipe, and nothing is too wide', async ({
  browser,
}) => {
  const scene = await setScene();
  await furnish(scene);
  const { world, owner, communityId } = scene;
  await world.services.channels.createChannel(owner.ctx, {
    communityId,
    categoryId: null,
    name: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung',
  });
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  const page = await (await scene.open(browser, owner, phone)).newPage();
  await page.goto(scene.address);
  const list = page.getByRole('navigation', { name: 'Channels' });
  await expect(list).toBeHidden();
  await page.getByRole('link', { name: 'Show channels' }).tap();
  await expect(list).toBeVisible();
  await expect(channel(page, 'general')).toBeFocused();
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(page.getByRole('link', { name: 'Show channels' })).toBeFocused();

  await page.waitForLoadState('networkidle');
  const swipe = (from: number, to: number) =>
    page.locator('.shell').evaluate(
      (shell, [start, end]) => {
        const target = shell.querySelector('main') ?? shell;
        const at = (x: number) => [new Touch({ identifier: 1, target, clientX: x, clientY: 300 })];
        target.dispatchEvent(
          new TouchEvent('touchstart', {
            bubbles: true,
            touches: at(start ?? 0),
            changedTouches: at(start ?? 0),
          }),
        );
        target.dispatchEvent(
          new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: at(end ?? 0) }),
        );
      },
      [from, to],
    );
  // What listens is fetched after the page.
  await expect(async () => {
    await swipe(20, 220);
    await expect(list).toBeVisible({ timeout: 500 });
  }).toPass();
  await swipe(220, 20);
  await expect(list).toBeHidden();
  await swipe(300, 100);
  await expect(page.getByRole('complementary', { name: 'Members' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Show channels' }).tap();
  await channel(page, 'two').tap();
  await expect(page.getByRole('heading', { level: 1, name: 'two' })).toBeVisible();
  await expect(list).toBeHidden();
  await expect(page.getByRole('main')).toBeFocused();
  for (const place of ['', '/settings', '/settings/invites', '/channels/new', '/members']) {
    await page.goto(`${scene.app.url}/c/${communityId}${place}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), place).toBe(0);
  }
  await scene.close();
});

test('panels keep the width and the place that somebody gave them', async ({ browser }) => {
  const scene = await setScene();
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(scene.address);
  const side = page.getByRole('complementary', { name: 'Channels' });
  const edge = page.getByRole('separator', { name: 'Width of the channel list' });
  const width = async () => Math.round((await side.boundingBox())?.width ?? 0);
  expect(await width()).toBe(252);
  await edge.press('ArrowRight');
  expect(await width()).toBe(268);
  const box = await edge.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 4, 300);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + 64, 300, { steps: 4 });
  await page.mouse.up();
  expect(await width()).toBe(328);
  await page.reload();
  await expect.poll(width).toBe(328);
  await edge.press('Home');
  expect(await width()).toBe(200);

  await page.getByRole('button', { name: 'Hide channel list' }).click();
  await expect(side).toBeHidden();
  // Folded in the answer already: the page does not jump.
  expect(await (await page.request.get(scene.address)).text()).toContain('data-sidebar="closed"');
  await page.reload();
  await page.getByRole('button', { name: 'Show channel list' }).click();
  await expect(side).toBeVisible();
  await scene.close();
});
