import { type Browser, type BrowserContextOptions, type Page, expect, test } from '@playwright/test';
import type { Person } from '../support/world.ts';
import { serious } from './axe.ts';
import { makePlace, visit as visitPlace } from './places.ts';
import { type Scene, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene()));
test.afterAll(() => scene.close());

const visit = (
  browser: Browser,
  who: 'owner' | 'member',
  address: string,
  options?: BrowserContextOptions,
): Promise<Page> => visitPlace(scene, browser, who, address, options);

/** A community with both people in it, and a channel that only its owner sees. */
async function makePlaces() {
  const place = await makePlace(scene);
  const { communityId } = place;
  const { channelId: hidden } = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    ...{ communityId, categoryId: null, name: 'backstage', isPrivate: true },
  });
  return { ...place, hidden, hiddenAddress: `${scene.app.url}/c/${communityId}/${hidden}` };
}
const cards = (page: Page, text: string) => row(page, text).locator('[data-preview]');

/** As another device of theirs does it. */
async function api(person: Person, method: string, path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${scene.app.url}/api/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${person.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

test('a link to a message shows it to who may see it, as it is now', async ({ browser }) => {
  const { world, owner, member } = scene;
  const { channelId, address, hidden, hiddenAddress } = await makePlaces();
  const plan = await world.send(owner, hidden, 'the **secret** plan');
  const kiln = await world.send(owner, channelId, `the kiln is warm, <@${member.id}>`);
  const [one, two] = [await visit(browser, 'owner', address), await visit(browser, 'member', address)];
  await say(one, `see ${address}/${kiln.id} and ${hiddenAddress}/${plan.id}`);
  await expect(cards(one, 'see http')).toHaveCount(2);
  await expect(cards(two, 'see http')).toHaveCount(1);
  const card = two.getByRole('link', { name: /Linked message aleks #general .* the kiln is warm, @noor/ });
  await expect(card).toBeVisible();
  await expect(one.getByRole('link', { name: /Linked message aleks #backstage/ })).toBeVisible();
  // The member has the link itself, and nothing else of it.
  await expect(two.getByRole('link', { name: `${hiddenAddress}/${plan.id}` })).toBeVisible();
  expect(await two.content()).not.toMatch(/backstage|secret/);
  for (const page of [one, two]) expect(await serious(page)).toEqual([]);

  // Both follow what happens to it.
  await api(owner, 'PATCH', `messages/${kiln.id}`, { body: 'the kiln is hot' });
  await expect(two.getByRole('link', { name: /Linked message aleks .* the kiln is hot/ })).toBeVisible();
  await two.getByRole('link', { name: /Linked message aleks/ }).click();
  await expect(two).toHaveURL(`${address}/${kiln.id}`);
  await expect(two.locator(`[data-message="${kiln.id}"]`)).toBeInViewport();
  await two.goto(address);
  await expect(cards(two, 'see http')).toHaveCount(1);

  // Let in, the member sees the other one too; kept out again, no longer.
  const open = (isPrivate: boolean) =>
    world.services.overrides.setPrivacy(owner.ctx, {
      ...{ place: 'channel' as const, placeId: hidden, isPrivate, roleIds: [], memberIds: [] },
    });
  await open(false);
  await expect(two.getByRole('link', { name: /Linked message aleks #backstage/ })).toBeVisible();
  await open(true);
  await expect(cards(two, 'see http')).toHaveCount(1);
  await api(owner, 'DELETE', `messages/${kiln.id}`);
  for (const [page, count] of [
    [one, 1],
    [two, 0],
  ] as const)
    await expect(cards(page, 'see http')).toHaveCount(count);
});

test('cards of blocked people are covered until they are unblocked; a list that shows cards stays at its end', async ({
  browser,
}) => {
  const { world, owner, member } = scene;
  const { channelId, address } = await makePlace(scene);
  const kiln = await world.send(owner, channelId, 'the first word');
  await world.services.channels.markRead(member.ctx, { channelId, seq: kiln.seq });
  for (let n = 1; n <= 12; n += 1) await world.send(member, channelId, `${n}: ${address}/${kiln.id}`);
  const page = await visit(browser, 'member', address);
  await expect(page.locator('[data-preview]').first()).toBeVisible();
  await expect(row(page, '12: http').locator('[data-preview]')).toBeInViewport();
  await api(member, 'POST', `blocks/${owner.id}`);
  await expect(page.locator('[data-preview]')).toHaveCount(0);
  await api(member, 'DELETE', `blocks/${owner.id}`);
  await expect(page.locator('[data-preview]').last()).toBeVisible();
});

test('a message is forwarded to two places; who may not see where it was sees the text alone', async ({
  browser,
}) => {
  const { world, owner, member } = scene;
  const { communityId, hidden, hiddenAddress } = await makePlaces();
  const { channelId: lobby } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'lobby' },
  });
  const address = `${scene.app.url}/c/${communityId}/${lobby}`;
  const { id: direct } = await world.services.conversations.startDirect(owner.ctx, { accountId: member.id });
  await world.services.conversations.answerConversation(member.ctx, {
    ...{ conversationId: direct, answer: 'accepted' },
  });
  const plan = await world.send(owner, hidden, 'the **secret** plan');
  const two = await visit(browser, 'member', address);
  const one = await visit(browser, 'owner', hiddenAddress);
  await row(one, 'secret').hover();
  await row(one, 'secret').getByRole('button', { name: 'More' }).click();
  await one.getByRole('menuitem', { name: 'Forward…' }).click();
  const dialog = one.getByRole('dialog', { name: 'Forward message' });
  await expect(dialog.getByText('the secret plan')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Forward', exact: true })).toBeDisabled();
  expect(await serious(one)).toEqual([]);
  // By name and Enter, and by a tick.
  await dialog.getByRole('searchbox').fill('lob');
  await dialog.getByRole('checkbox', { name: /lobby/ }).check();
  await dialog.getByRole('searchbox').fill('noor');
  await dialog.getByRole('searchbox').press('Enter');
  await expect(dialog.getByRole('button', { name: /Do not forward to/ })).toHaveCount(2);
  await dialog.getByLabel('Comment').fill('have a look');
  await dialog.getByRole('button', { name: 'Forward', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(one.getByText(/Forwarded to .*#lobby.*, .*noor/)).toBeVisible();

  await expect(row(two, 'have a look').getByText('the secret plan')).toBeVisible();
  await expect(row(two, 'have a look').getByText('Forwarded message')).toBeVisible();
  expect(await two.content()).not.toMatch(/backstage/);
  const origin = one.getByRole('link', { name: /#backstage aleks/ });
  await one.goto(address);
  await expect(origin).toBeVisible();
  for (const page of [one, two]) expect(await serious(page)).toEqual([]);
  // Without JavaScript the text is there too.
  const plain = await (await scene.open(browser, member, { javaScriptEnabled: false })).newPage();
  await plain.goto(address);
  await expect(row(plain, 'have a look').getByText('the secret plan')).toBeVisible();

  await api(owner, 'DELETE', `messages/${plan.id}`);
  await expect(row(two, 'have a look').getByText('The original was deleted')).toBeVisible();
  expect(await two.content()).not.toMatch(/secret/);
  await api(owner, 'POST', `messages/${plan.id}/restore`);
  await expect(row(two, 'have a look').getByText('the secret plan')).toBeVisible();
});
