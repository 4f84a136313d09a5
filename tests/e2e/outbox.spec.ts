import { type BrowserContext, expect, test } from '@playwright/test';
import { makePlace, messages, posted, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

// What is written is not lost, whatever happens to the page on its way.

let scene: Scene;
test.beforeAll(async () => (scene = await setScene({ HEARTH_MESSAGES_BURST: '1000' })));
test.afterAll(() => scene.close());

const laterCode = /assets\/(session|live-parts)-/;
/** As on a network that gives up half-way: the page comes, and nothing that it fetches later. */
const withoutLaterCode = (context: BrowserContext) => context.route(laterCode, (route) => route.abort());

test('what is sent before the page is alive shows, survives a reload, and goes out', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const context = await scene.open(browser, scene.member);
  await withoutLaterCode(context);
  const page = await context.newPage();
  await page.goto(address);
  await expect(async () => {
    await composer(page).fill('written in the cold');
    await composer(page).press('Enter');
    await expect(row(page, 'written in the cold')).toHaveCount(1, { timeout: 500 });
  }).toPass();
  // From here on it is no draft any more: it is stored.
  const drafts = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')));
  await expect.poll(drafts).toEqual([]);
  const failed = page.waitForEvent('requestfailed', (request) => /session-/.test(request.url()));
  await page.reload();
  await failed;
  expect(await posted(scene, channelId)).toEqual([]);
  await context.unroute(laterCode);
  // Without a hand: some browsers never ask for a module again that once failed.
  await expect.poll(() => posted(scene, channelId), { timeout: 30_000 }).toEqual(['written in the cold']);
  await expect(row(page, 'written in the cold')).toHaveCount(1);
});

test('what was not sent is still there after a visit to the settings', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const answered = await scene.world.send(scene.owner, channelId, 'answer me');
  const page = await visit(scene, browser, 'member', address);
  const context = page.context();
  await context.setOffline(true);
  await row(page, 'answer me').focus();
  await page.keyboard.press('r');
  await say(page, 'too late');
  await scene.world.services.messages.deleteMessage(scene.owner.ctx, { messageId: answered.id });
  await context.setOffline(false);
  await expect(row(page, 'too late')).toContainText('Not sent', { timeout: 20_000 });
  // Without loading the page anew.
  await page.evaluate(() => Object.assign(window, { same: true }));
  for (const visit of ['first', 'second']) {
    await page.getByRole('button', { name: /Noor/i }).first().click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await expect(page, visit).toHaveURL(/\/settings/);
    await expect(composer(page)).toHaveCount(0);
    await page.goBack();
    await expect(row(page, 'too late')).toContainText('Not sent');
  }
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  // And what comes afterwards arrives.
  const other = await (await scene.open(browser, scene.owner)).newPage();
  await other.goto(address);
  await say(other, 'welcome back');
  await expect(row(page, 'welcome back')).toHaveCount(1);
});

test('what one account wrote offline is not sent as another', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const page = await visit(scene, browser, 'member', address);
  const context = page.context();
  const signIn = (token: string) =>
    context.addCookies([
      { name: 'hearth', value: token, url: scene.app.url, httpOnly: true, sameSite: 'Lax' },
    ]);
  await context.setOffline(true);
  await say(page, 'by noor');
  await signIn(scene.owner.token);
  await context.setOffline(false);
  // The page notices, and becomes the other's.
  await expect(page.getByRole('button', { name: /Aleks/i }).first()).toBeVisible({ timeout: 30_000 });
  await expect(messages(page)).toBeVisible();
  await say(page, 'by aleks');
  await expect.poll(() => posted(scene, channelId)).toEqual(['by aleks']);
  await signIn(scene.member.token);
  await page.reload();
  await expect.poll(() => posted(scene, channelId)).toEqual(['by aleks', 'by noor']);
  const all = await scene.world.services.messages.getPage(scene.owner.ctx, { channelId });
  expect(all.messages.map(({ author }) => author?.username)).toEqual(['aleks', 'noor']);
});

test('an answer to a message that is gone can be sent without it', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const answered = await scene.world.send(scene.owner, channelId, 'answer me');
  const page = await visit(scene, browser, 'member', address);
  await page.context().setOffline(true);
  await row(page, 'answer me').focus();
  await page.keyboard.press('r');
  await say(page, 'still worth saying');
  await scene.world.services.messages.deleteMessage(scene.owner.ctx, { messageId: answered.id });
  await page.context().setOffline(false);
  const failed = row(page, 'still worth saying');
  await expect(failed).toContainText('The message that it answers was deleted', { timeout: 20_000 });
  await failed.getByRole('button', { name: 'Send without the reply' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => posted(scene, channelId)).toEqual(['still worth saying']);
  await expect(failed).not.toContainText('Not sent');
  // The button is gone; the message has the focus in its place.
  await expect(failed).toBeFocused();
});

test('what waits can be taken back into the composer, or discarded', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const page = await visit(scene, browser, 'member', address);
  await page.context().setOffline(true);
  await say(page, 'first thought');
  await say(page, 'second thought');
  await composer(page).fill('third');
  await row(page, 'second thought').getByRole('button', { name: 'Discard' }).click();
  await expect(row(page, 'second thought')).toHaveCount(0);
  await row(page, 'first thought').getByRole('button', { name: 'Edit' }).click();
  await expect(composer(page)).toHaveValue('first thought\nthird');
  await expect(composer(page)).toBeFocused();
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.context().setOffline(false);
  await composer(page).press('Enter');
  await expect.poll(() => posted(scene, channelId)).toEqual(['first thought\nthird']);
});

test('signing out offline signs nobody out, and removes nothing', async ({ browser }) => {
  const { address, channelId } = await makePlace(scene);
  const page = await visit(scene, browser, 'member', address);
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.context().setOffline(true);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('you are still signed in')).toBeVisible();
  await say(page, 'not lost');
  await page.context().setOffline(false);
  await expect.poll(() => posted(scene, channelId), { timeout: 20_000 }).toEqual(['not lost']);
});

test('a reload after an upgrade waits for a form that somebody filled in', async ({ browser }) => {
  const { communityId } = await makePlace(scene);
  const context = await scene.open(browser, scene.owner);
  let connections = 0;
  let greetings = 0;
  let cut = (): Promise<void> => Promise.resolve();
  await context.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    connections += 1;
    const build = connections;
    server.onMessage((text) => {
      socket.send(String(text).replace(/"build":"[^"]*"/, `"build":"b${build}"`));
      if (String(text).startsWith('42["hello"')) greetings += 1;
    });
    cut = () => socket.close();
  });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${scene.app.url}/c/${communityId}/channels/new`);
  await expect.poll(() => greetings).toBe(1);
  await page.evaluate(() => Object.assign(window, { same: true }));
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('half written');
  await cut();
  await expect.poll(() => greetings, { timeout: 20_000 }).toBe(2);
  await page.clock.fastForward('05:00');
  await page.clock.fastForward('05:00');
  await expect(name).toHaveValue('half written');
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  await page.getByRole('link', { name: 'general' }).click();
  await expect(name).toHaveCount(0);
  const reloaded = page.waitForEvent('load');
  await page.clock.fastForward('05:00');
  await reloaded;
});
