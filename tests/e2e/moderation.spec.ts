import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { type Place, makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene()));
test.afterAll(() => scene.close());
test.describe.configure({ timeout: 120_000 });

const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);

/** Opens the menu of a message and chooses something in it. */
async function choose(page: Page, text: string, item: string): Promise<void> {
  await row(page, text).first().hover();
  await row(page, text).first().getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

const settings = ({ communityId }: Place, path: string) =>
  `${scene.app.url}/c/${communityId}/settings/${path}`;
const channelPage = ({ communityId, channelId }: Place, path: string) =>
  `${scene.app.url}/c/${communityId}/channels/${channelId}/${path}`;

test('slow mode: a moderator sets it, a member sees when they may write again, and their text stays', async ({
  browser,
}) => {
  const place = await makePlace(scene);
  const owner = await visit(scene, browser, 'owner', place.address);
  const member = await visit(scene, browser, 'member', place.address);
  await owner.getByRole('link', { name: 'Channel moderation' }).click();
  expect(await serious(owner)).toEqual([]);
  await owner.getByLabel('Slow mode').selectOption('5');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByText('Saved.')).toBeVisible();
  await expect(member.getByText('5 seconds between two messages')).toBeVisible();

  await say(member, 'the first');
  await expect(member.getByRole('timer')).toHaveText(/write again in 0:0\d/);
  await composer(member).fill('the second');
  await composer(member).press('Enter');
  await expect(composer(member)).toHaveValue('the second');
  await expect(member.getByRole('timer')).toBeHidden({ timeout: 10_000 });
  await composer(member).press('Enter');
  await expect(row(member, 'the second')).toHaveCount(1);
  await expect(composer(member)).toHaveValue('');
});

test('what waits in the queue goes out at the pace of slow mode', async ({ browser }) => {
  const place = await makePlace(scene);
  await scene.world.services.channels.setSlowMode(scene.owner.ctx, {
    channelId: place.channelId,
    slowMode: 5,
  });
  const member = await visit(scene, browser, 'member', place.address);
  await member.context().setOffline(true);
  for (const text of ['queued one', 'queued two']) await say(member, text);
  await member.context().setOffline(false);
  await expect(member.getByText('Goes out as soon as slow mode allows.')).toBeVisible({ timeout: 20_000 });
  await expect
    .poll(
      async () => {
        const page = { channelId: place.channelId };
        const { messages } = await scene.world.services.messages.getPage(scene.owner.ctx, page);
        return messages.map(({ body }) => body);
      },
      { timeout: 20_000 },
    )
    .toEqual(['queued one', 'queued two']);
});

test('a lock and a pin are seen at once by everybody there', async ({ browser }) => {
  const place = await makePlace(scene);
  const owner = await visit(scene, browser, 'owner', place.address);
  const member = await visit(scene, browser, 'member', place.address);
  await say(member, 'worth keeping');
  await expect(row(owner, 'worth keeping')).toHaveCount(1);
  await row(member, 'worth keeping').hover();
  await row(member, 'worth keeping').getByRole('button', { name: 'More', exact: true }).click();
  await expect(member.getByRole('menuitem', { name: 'Mark unread from here' })).toBeVisible();
  await expect(member.getByRole('menuitem', { name: 'Pin to the channel' })).toHaveCount(0);
  await member.keyboard.press('Escape');

  await choose(owner, 'worth keeping', 'Pin to the channel');
  await expect(row(member, 'worth keeping')).toContainText('Pinned');
  await member.getByRole('link', { name: 'Pinned messages' }).click();
  await expect(member.getByText('worth keeping')).toBeVisible();
  await expect(member.getByRole('button', { name: 'Unpin' })).toHaveCount(0);
  expect(await serious(member)).toEqual([]);
  await member.getByRole('link', { name: 'Go to the message' }).click();
  await expect(row(member, 'worth keeping')).toBeInViewport();

  await owner.goto(channelPage(place, 'moderation'));
  await owner.getByLabel('Reason for the log').fill('Cool down.');
  await owner.getByRole('button', { name: 'Lock the channel' }).click();
  await expect(member.getByText('This channel is locked for now')).toBeVisible();
  await expect(composer(member)).toBeHidden();
  expect(await serious(member)).toEqual([]);
  await owner.getByRole('button', { name: 'Unlock the channel' }).click();
  await expect(composer(member)).toBeVisible();
  // A member has no such page.
  expect((await member.goto(channelPage(place, 'moderation')))?.status()).toBe(404);
});

test('a filter stops, holds and lets through; the author follows it in place', async ({ browser }) => {
  const place = await makePlace(scene);
  const owner = await visit(scene, browser, 'owner', place.address);
  await owner.goto(settings(place, 'moderation'));
  await expect(owner.getByText('No filters yet')).toBeVisible();
  expect(await serious(owner)).toEqual([]);
  await owner.getByRole('link', { name: 'New filter: Words' }).click();
  expect(await serious(owner)).toEqual([]);
  await owner.getByLabel('Name', { exact: true }).fill('Crypto');
  await owner.getByLabel('Words, one in each line').fill('bitcoin*\nairdrop');
  await owner.getByText('Let a moderator look first').click();
  await owner.getByRole('button', { name: 'Save' }).click();
  await owner.getByRole('link', { name: 'New filter: Links' }).click();
  await owner.getByLabel('Name', { exact: true }).fill('No links');
  await owner.getByText('Every link', { exact: true }).click();
  await owner.getByText('Stop it').click();
  await owner.getByLabel('What the author reads').fill('No links here, please.');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(owner.getByRole('link', { name: /No links/ })).toBeVisible();

  await owner.getByLabel('Text', { exact: true }).fill('Free Bitcoins');
  await owner.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(owner.getByText('It would wait for a moderator.')).toBeVisible();
  await owner.getByLabel('Text', { exact: true }).fill('Good morning');
  await owner.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(owner.getByText('It would be posted')).toBeVisible();

  const member = await visit(scene, browser, 'member', place.address);
  await say(member, 'look at https://example.org');
  await expect(row(member, 'look at')).toContainText('No links here, please.');
  await say(member, 'my airdrop');
  await expect(row(member, 'my airdrop')).toContainText('Waits for a moderator');
  await expect(owner.locator('[data-held]')).toHaveCount(1);
  expect(await serious(owner)).toEqual([]);
  // It waits over a reload too.
  await member.reload();
  await expect(row(member, 'my airdrop')).toContainText('Waits for a moderator', { timeout: 20_000 });
  await owner.getByRole('button', { name: 'Post it' }).click();
  await expect(owner.getByText('Nothing waits')).toBeVisible();
  await expect(row(member, 'my airdrop')).not.toContainText('Waits for a moderator');
  await expect(row(member, 'my airdrop')).toHaveCount(1);

  await say(member, 'bitcoin again');
  await expect(row(member, 'bitcoin again')).toContainText('Waits for a moderator');
  await owner.getByLabel('Note to the author').fill('Enough of that.');
  await owner.getByRole('button', { name: 'Refuse' }).click();
  await expect(owner.getByText('Nothing waits')).toBeVisible();
  await member.reload();
  await expect(row(member, 'bitcoin again')).toContainText('Enough of that.', { timeout: 20_000 });
});

test('a member reports a message; a moderator sees it, and deletes it', async ({ browser }) => {
  const place = await makePlace(scene);
  await scene.world.send(scene.owner, place.channelId, 'something rude');
  const member = await visit(scene, browser, 'member', place.address);
  const owner = await visit(scene, browser, 'owner', place.address);
  await choose(member, 'something rude', 'Report');
  const dialog = member.getByRole('dialog');
  await expect(dialog).toBeVisible();
  expect(await serious(member)).toEqual([]);
  await dialog.getByLabel('What is wrong with it?').selectOption('harassment');
  await dialog.getByLabel('What should they know?').fill('Out of nowhere.');
  await dialog.getByRole('button', { name: 'Send report' }).click();
  await expect(member.getByText('The moderators will look at it.')).toBeVisible();
  await choose(member, 'something rude', 'Report');
  await member.getByRole('dialog').getByRole('button', { name: 'Send report' }).click();
  await expect(member.getByText('reported this message already')).toBeVisible();
  await member.keyboard.press('Escape');

  await owner.getByRole('link', { name: '1 thing waits for the moderators' }).click();
  const card = owner.locator('[data-report]');
  await expect(card).toContainText('Insult or harassment');
  await expect(card).toContainText('Out of nowhere.');
  expect(await serious(owner)).toEqual([]);
  await card.getByLabel('Note').fill('Deleted, and spoken to.');
  await card.getByRole('button', { name: 'Delete the message' }).click();
  await expect(owner.getByText('No open reports')).toBeVisible();
  await expect(row(member, 'something rude')).toHaveCount(0);
  await expect(owner.getByRole('link', { name: /waits for the moderators/ })).toHaveCount(0);
  await owner.getByRole('link', { name: 'Done', exact: true }).click();
  await expect(card).toContainText('Deleted, and spoken to.');
  expect((await member.goto(settings(place, 'reports')))?.status()).toBe(403);
});

test('several messages go at once, and come back', async ({ browser }) => {
  const place = await makePlace(scene);
  for (const text of ['spam one', 'spam two', 'a real one', 'spam three'])
    await scene.world.services.messages.sendMessage(scene.member.ctx, {
      channelId: place.channelId,
      clientId: randomUUID(),
      body: text,
    });
  const owner = await visit(scene, browser, 'owner', place.address);
  await choose(owner, 'spam one', 'Select messages');
  for (const text of ['spam two', 'spam three']) await row(owner, text).getByRole('checkbox').check();
  await expect(owner.getByText('3 messages selected')).toBeVisible();
  expect(await serious(owner)).toEqual([]);
  await owner
    .getByRole('toolbar', { name: 'Selected messages' })
    .getByRole('button', { name: 'Delete' })
    .click();
  await expect(row(owner, /spam/)).toHaveCount(0);
  await expect(row(owner, 'a real one')).toHaveCount(1);
  await owner.getByRole('button', { name: 'Undo' }).click();
  await expect(row(owner, /spam/)).toHaveCount(3);
});
