import { type Page, expect, test } from '@playwright/test';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene()));
test.afterAll(() => scene.close());

/** Both people's pages, side by side in the one channel. */
async function both(browser: Parameters<Scene['open']>[0]): Promise<[owner: Page, member: Page]> {
  const pages = await Promise.all(
    [scene.owner, scene.member].map(async (person) => {
      const page = await (await scene.open(browser, person)).newPage();
      await page.goto(scene.address);
      await expect(composer(page)).toBeVisible();
      return page;
    }),
  );
  return pages as [Page, Page];
}

/** Presses a button of a message's own tools. */
async function press(page: Page, text: string, button: string): Promise<void> {
  // A reply that quotes it says the same: the message itself comes first.
  await row(page, text).first().hover();
  await row(page, text).first().getByRole('button', { name: button, exact: true }).click();
}

test('an edit, a deletion and its undo show on the other screen', async ({ browser }) => {
  const [owner, member] = await both(browser);
  await say(owner, 'A sentense with a mistake');
  await expect(row(member, 'A sentense')).toHaveCount(1);
  await press(owner, 'A sentense', 'Edit');
  const editor = owner.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('A sentence without one');
  await editor.press('Enter');
  await expect(row(member, 'A sentence without one')).toContainText('edited');

  await press(owner, 'A sentence without one', 'Delete');
  await expect(row(member, 'A sentence without one')).toHaveCount(0);
  await owner.getByRole('button', { name: 'Undo' }).click();
  await expect(row(member, 'A sentence without one')).toHaveCount(1);
  await expect(row(owner, 'A sentence without one')).toHaveCount(1);
});

test('a reply quotes, and its quote follows the message', async ({ browser }) => {
  const [owner, member] = await both(browser);
  await say(owner, 'Who has the van?');
  await press(member, 'Who has the van?', 'Reply');
  await say(member, 'I have.');
  await expect(row(owner, 'I have.')).toContainText('Who has the van?');
  await press(owner, 'Who has the van?', 'Edit');
  const editor = owner.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('Who has the big van?');
  await editor.press('Enter');
  await expect(row(member, 'I have.')).toContainText('Who has the big van?');
});

test('a draft stays with its channel over a reload', async ({ browser }) => {
  const [owner] = await both(browser);
  await composer(owner).fill('half a thought');
  await owner.reload();
  await expect(composer(owner)).toHaveValue('half a thought');
  await composer(owner).fill('');
});

test('unread shows in the list and in the title, and goes when it is read', async ({ browser }) => {
  const other = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    communityId: scene.communityId,
    categoryId: null,
    name: 'elsewhere',
  });
  const reader = await (await scene.open(browser, scene.member)).newPage();
  await reader.goto(`${scene.app.url}/c/${scene.communityId}/${other.channelId}`);
  await expect(composer(reader)).toBeVisible();
  const owner = await (await scene.open(browser, scene.owner)).newPage();
  await owner.goto(scene.address);
  await say(owner, 'Something new');
  await expect(reader).toHaveTitle(/\(\d+\)/);
  await reader.getByRole('link', { name: /general/ }).click();
  await expect(row(reader, 'Something new')).toBeVisible();
  await expect(reader).not.toHaveTitle(/\(\d+\)/);
});

test('fault 15: what was written offline survives a killed tab and goes out once', async ({ browser }) => {
  const context = await scene.open(browser, scene.owner);
  const page = await context.newPage();
  await page.goto(scene.address);
  await say(page, 'still online');
  await expect(row(page, 'still online')).toHaveCount(1);
  // Alive and connected: it was stored, and is no longer one that waits.
  await expect(page.locator('[data-messages]').getByRole('article', { name: /still online/ })).toHaveCount(1);
  const stored = async () => {
    const page = { channelId: scene.channelId };
    const { messages } = await scene.world.services.messages.getPage(scene.owner.ctx, page);
    return messages.some(({ body }) => body === 'still online');
  };
  await expect.poll(stored).toBe(true);
  await context.setOffline(true);
  for (const text of ['offline one', 'offline two', 'offline three']) await say(page, text);
  await expect(page.getByText(/3 messages wait/)).toBeVisible();
  // As a browser that crashes: nothing is told to the page.
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(scene.address);
  await expect(async () => {
    const { messages } = await scene.world.services.messages.getPage(scene.owner.ctx, {
      channelId: scene.channelId,
    });
    const offline = messages.map(({ body }) => body).filter((body) => body?.startsWith('offline'));
    expect(offline).toEqual(['offline one', 'offline two', 'offline three']);
  }).toPass({ timeout: 20_000 });
  await expect(row(again, /^(?!.*wait).*offline two/)).toHaveCount(1);
});

test('history loads above without a jump, and a link leads to its message', async ({ browser }) => {
  const place = await scene.world.community(scene.owner);
  const sent = [];
  for (let n = 1; n <= 180; n += 1)
    sent.push(await scene.world.send(scene.owner, place.channelId, `number ${n}.`));
  const page = await (await scene.open(browser, scene.owner)).newPage();
  const address = `${scene.app.url}/c/${place.communityId}/${place.channelId}`;
  await page.goto(address);
  await expect(row(page, 'number 180.')).toBeVisible();
  await row(page, 'number 175.').hover();
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    await expect(row(page, 'number 1.')).toBeVisible({ timeout: 150 });
  }).toPass({ timeout: 20_000 });

  await page.goto(`${address}/${sent[89]?.id}`);
  await expect(row(page, 'number 90.')).toBeInViewport();
  await page.getByRole('button', { name: /newest|new messages?$/i }).click();
  await expect(row(page, 'number 180.')).toBeInViewport();
});

test('without JavaScript one reads and writes', async ({ browser }) => {
  const page = await (await scene.open(browser, scene.member, { javaScriptEnabled: false })).newPage();
  await page.goto(scene.address);
  await composer(page).fill('written on a plain page');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(row(page, 'written on a plain page')).toHaveCount(1);
});

test('where websockets do not pass, polling does', async ({ browser }) => {
  const context = await scene.open(browser, scene.member);
  // A proxy that lets no upgrade through.
  await context.routeWebSocket(/socket\.io/, (socket) => socket.close());
  const page = await context.newPage();
  await page.goto(scene.address);
  await expect(page.getByText('Limited connection')).toBeVisible({ timeout: 30_000 });
  const [owner] = await both(browser);
  await say(owner, 'over polling');
  await expect(row(page, 'over polling')).toHaveCount(1);
  await say(page, 'and back');
  await expect(row(owner, 'and back')).toHaveCount(1);
});
