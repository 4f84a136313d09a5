import { expect, test } from '@playwright/test';
import { fill, makePlace, messages, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

// Finding one's way in a conversation: by keyboard, through its history, and away from it and back.

let scene: Scene;
test.beforeAll(async () => (scene = await setScene({ HEARTH_MESSAGES_BURST: '1000' })));
test.afterAll(() => scene.close());

test('the tools of a message are reached with Tab', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  await scene.world.send(scene.owner, channelId, 'with tools');
  const page = await visit(scene, browser, 'owner', address);
  const tools = row(page, 'with tools').getByRole('button');
  const author = row(page, 'with tools').getByRole('link', { name: 'aleks' });
  await row(page, 'with tools').focus();
  await page.keyboard.press('Tab');
  await expect(author).toBeFocused();
  const reply = tools.and(page.getByRole('button', { name: 'Reply', exact: true }));
  const edit = tools.and(page.getByRole('button', { name: 'Edit', exact: true }));
  await expect(reply).toBeAttached();
  const count = await tools.count();
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('Tab');
    await expect(tools.nth(at)).toBeFocused();
  }
  for (let back = 0; back <= count; back += 1) await page.keyboard.press('Shift+Tab');
  await expect(row(page, 'with tools')).toBeFocused();
  await edit.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
});

test('whoever went to the newest stays there, whatever else is done on the page', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const ids = await fill(scene, channelId, 140);
  const page = await visit(scene, browser, 'owner', `${address}/${ids[9]}`);
  await expect(row(page, 'number 10.')).toBeInViewport();
  const theme = async (name: string) => {
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitemradio', { name }).or(page.getByRole('menuitem', { name })).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', name.toLowerCase());
    await page.keyboard.press('Escape');
  };
  await page.getByRole('button', { name: /newest|new messages?$/ }).click();
  await expect(row(page, 'number 140.')).toBeInViewport();
  await expect(page).toHaveURL(address);
  await theme('Dark');
  await page.waitForLoadState('networkidle');
  await expect(row(page, 'number 140.')).toBeInViewport();
  await expect(row(page, 'number 10.')).toHaveCount(0);
});

test('a half-made change outlives scrolling and other history, and takes the cursor once', async ({
  browser,
}) => {
  const { address, channelId } = await makePlace(scene);
  await fill(scene, channelId, 160);
  const page = await visit(scene, browser, 'owner', address);
  await row(page, 'number 159.').focus();
  await page.keyboard.press('e');
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await editor.fill('half made');
  await row(page, 'number 156.').click();
  await messages(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -900);
    await expect(row(page, 'number 60.')).toBeVisible({ timeout: 150 });
  }).toPass({ timeout: 20_000 });
  await composer(page).focus();
  await page.getByRole('button', { name: /newest|new messages?$/ }).click();
  await expect(editor).toHaveValue('half made');
  await expect(editor).not.toBeFocused();
  await editor.press('Enter');
  await expect(row(page, 'half made')).toHaveCount(1);
});

test('a message sent offline from the history waits without a complaint', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const ids = await fill(scene, channelId, 140);
  const page = await visit(scene, browser, 'owner', `${address}/${ids[9]}`);
  await expect(row(page, 'number 10.')).toBeInViewport();
  await page.context().setOffline(true);
  const jump = page.waitForEvent(
    'requestfailed',
    (request) => /\/channels\/[^/]+\/messages$/.test(request.url()) && request.method() === 'GET',
  );
  await say(page, 'from the past');
  await jump;
  await expect(page.getByText(/1 message waits/)).toBeVisible();
  // A later notice is the only one.
  await row(page, 'number 10.').focus();
  await page.keyboard.press('l');
  await expect(page.getByText(/Link copied|did not allow copying/)).toBeVisible();
  // Not waited for: a notice goes by itself.
  expect(await page.getByText(/did not get through/).count()).toBe(0);
  // It belongs below the newest, not here.
  await expect(row(page, 'from the past')).toHaveCount(0);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: /newest|new messages?$/ }).click();
  await expect(row(page, 'from the past')).toHaveCount(1);
});

test('a channel that takes long shows its outline, and one that cannot be loaded comes by itself', async ({
  browser,
}) => {
  const { address, communityId, channelId: home } = await makePlace(scene);
  await scene.world.send(scene.owner, home, 'at home');
  const make = (name: string) =>
    scene.world.services.channels.createChannel(scene.owner.ctx, { communityId, categoryId: null, name });
  const { channelId } = await make('faraway');
  await scene.world.send(scene.owner, channelId, 'at last');
  const page = await visit(scene, browser, 'member', address);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: /faraway/ }).click();
  await expect(page.getByText('The messages could not be loaded')).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The messages could not be loaded')).toBeVisible({ timeout: 20_000 });
  // What is there already needs no network.
  await page.getByRole('link', { name: /general/ }).click();
  await expect(row(page, 'at home')).toHaveCount(1);
  await page.getByRole('link', { name: /faraway/ }).click();
  await say(page, 'into the blue');
  await page.context().setOffline(false);
  await expect(row(page, 'at last')).toHaveCount(1, { timeout: 20_000 });
  await expect(row(page, 'into the blue')).toHaveCount(1);

  // Nothing comes over the socket any more, and by HTTP only later.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const slow = await scene.open(browser, scene.member);
  await slow.routeWebSocket(/socket\.io/, () => undefined);
  await slow.route(/socket\.io/, () => undefined);
  const other = await slow.newPage();
  await other.goto(address);
  await expect(messages(other)).toBeVisible();
  await slow.route(/\.data/, async (route) => {
    await held;
    await route.continue();
  });
  await other.getByRole('link', { name: /faraway/ }).click();
  await expect(other.getByRole('heading', { name: 'faraway' })).toBeVisible();
  letGo();
  await expect(row(other, 'at last')).toHaveCount(1);
});

test('a link to a message of this place leads there within the app', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const ids = await fill(scene, channelId, 140);
  await scene.world.send(scene.owner, channelId, `look at ${address}/${ids[9]}`);
  const page = await visit(scene, browser, 'owner', address);
  await page.evaluate(() => Object.assign(window, { same: true }));
  await row(page, 'look at').getByRole('link', { name: /^http/ }).click();
  await expect(page.locator(`[data-message="${ids[9]}"]`)).toBeInViewport();
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  expect(page.context().pages()).toHaveLength(1);
});

test('marking as read from the bar does so, for all devices', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const ids = await fill(scene, channelId, 260);
  // Far from the newest: there it is read by being looked at.
  const page = await visit(scene, browser, 'member', `${address}/${ids[149]}`);
  await page.getByRole('button', { name: 'Mark as read' }).click();
  await expect
    .poll(async () => {
      const { counters } = await scene.world.services.communities.getBootstrap(scene.member.ctx);
      const here = counters.find((each) => each.channelId === channelId);
      return (here?.posted ?? 0) - (here?.readOrdinal ?? 0);
    })
    .toBe(0);
});

test('Try again asks for more history at once', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  await fill(scene, channelId, 120);
  const page = await visit(scene, browser, 'owner', address);
  await page.context().setOffline(true);
  await messages(page).hover();
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(async () => {
    await page.mouse.wheel(0, -900);
    await expect(again).toBeInViewport({ timeout: 150 });
  }).toPass({ timeout: 30_000 });
  await page.context().setOffline(false);
  // By itself it would wait three seconds.
  await again.click();
  await expect(row(page, 'number 70.')).toHaveCount(1, { timeout: 2500 });
});

test('an opened spoiler has the focus that its button had', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  await scene.world.send(scene.owner, channelId, 'the end: ||all is well||');
  const page = await visit(scene, browser, 'member', address);
  await row(page, 'the end').getByRole('button', { name: 'Spoiler' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('all is well')).toBeFocused();
});
