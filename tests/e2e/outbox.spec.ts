import { type BrowserContext, type Page, expect, test } from '@playwright/test';
import { type Scene, composer, row, say, setScene } from './stage.ts';

// What is written is not lost, whatever happens to the page on its way.

let scene: Scene;
test.beforeAll(async () => (scene = await setScene({ HEARTH_MESSAGES_BURST: '1000' })));
test.afterAll(() => scene.close());

/** A community of its own for a test, with both people in it. */
async function place(): Promise<{ channelId: string; address: string }> {
  const { communityId, channelId } = await scene.world.community(scene.owner);
  await scene.world.join(scene.member, communityId);
  return { channelId, address: `${scene.app.url}/c/${communityId}/${channelId}` };
}

/** What everybody sees in the channel. */
async function posted(channelId: string): Promise<(string | null)[]> {
  const { messages } = await scene.world.services.messages.getPage(scene.owner.ctx, { channelId });
  return messages.map(({ body }) => body);
}

/** The page is alive and connected. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[data-messages]')).toBeVisible();
  await page.waitForLoadState('networkidle');
}

const laterCode = /assets\/(session|live-parts)-/;
/** As on a network that gives up half-way: the page comes, and nothing that it fetches later. */
const withoutLaterCode = (context: BrowserContext) => context.route(laterCode, (route) => route.abort());

test('what is sent before the page is alive shows, survives a reload, and goes out', async ({ browser }) => {
  const { address, channelId } = await place();
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
  expect(await posted(channelId)).toEqual([]);
  await context.unroute(laterCode);
  // Without a hand: some browsers never ask for a module again that once failed.
  await expect.poll(() => posted(channelId), { timeout: 30_000 }).toEqual(['written in the cold']);
  await expect(row(page, 'written in the cold')).toHaveCount(1);
});
