import { type Browser, type BrowserContextOptions, type Page, expect } from '@playwright/test';
import { type Scene, composer } from './stage.ts';

export interface Place {
  communityId: string;
  channelId: string;
  /** The channel's page. */
  address: string;
}

/** A community of its own for a test, with both people of the scene in it. */
export async function makePlace({ world, owner, member, app }: Scene): Promise<Place> {
  const { communityId, channelId } = await world.community(owner);
  await world.join(member, communityId);
  return { communityId, channelId, address: `${app.url}/c/${communityId}/${channelId}` };
}

/** The list once it is alive. */
export const messages = (page: Page) => page.locator('[data-messages]');

/** Resolves when the page is connected; to be asked for before it is opened. */
export function connected(page: Page): Promise<void> {
  return new Promise((resolve) =>
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).startsWith('42["hello"')) resolve();
      }),
    ),
  );
}

/** Opens a channel and waits until it is alive and connected. */
export async function visit(
  scene: Scene,
  browser: Browser,
  who: 'owner' | 'member',
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await (await scene.open(browser, scene[who], options)).newPage();
  const ready = connected(page);
  await page.goto(address);
  await expect(composer(page)).toBeVisible();
  await expect(messages(page)).toBeVisible();
  await ready;
  return page;
}

/** What everybody sees in the channel, oldest first. */
export async function posted({ world, owner }: Scene, channelId: string): Promise<(string | null)[]> {
  const page = await world.services.messages.getPage(owner.ctx, { channelId });
  return page.messages.map(({ body }) => body);
}

/** Fills a channel with numbered messages of the owner. */
export async function fill({ world, owner }: Scene, channelId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 1; n <= count; n += 1) ids.push((await world.send(owner, channelId, `number ${n}.`)).id);
  return ids;
}
