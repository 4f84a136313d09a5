import { type Browser, type Page, expect, test } from '@playwright/test';
import type { Person } from '../support/world.ts';
import { serious } from './axe.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
let chiara: Person;
test.beforeAll(async () => {
  scene = await setScene();
  chiara = await scene.world.person('chiara');
  await scene.world.join(chiara, scene.communityId);
});
test.afterAll(() => scene.close());

async function visit(browser: Browser, person: Person, path: string): Promise<Page> {
  const page = await (await scene.open(browser, person)).newPage();
  const greeted = new Promise<void>((resolve) =>
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).startsWith('42["hello"')) resolve();
      }),
    ),
  );
  await page.goto(`${scene.app.url}${path}`);
  await greeted;
  return page;
}
const person = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: `@${name}` });
const side = (page: Page) => page.getByRole('complementary', { name: 'Direct messages' });

test('two become friends, write to each other, and one blocks the other', async ({ browser }) => {
  const owner = await visit(browser, scene.owner, '/dm');
  const member = await visit(browser, scene.member, '/dm');
  await owner.getByLabel('Add a friend by their username').fill('@Noor');
  await owner.getByRole('button', { name: 'Send request' }).click();
  await expect(person(owner, 'noor')).toContainText('asked by you');

  // The other sees it without asking, in the rail too.
  await expect(member.getByRole('link', { name: 'Direct messages (1 new)' })).toBeVisible();
  await member.getByRole('link', { name: /Pending/ }).click();
  await member.getByRole('button', { name: /Accept the request of .*aleks/ }).click();
  await owner.getByRole('link', { name: 'All' }).click();
  await expect(person(owner, 'noor')).toBeVisible();

  // Who comes and goes is in the list of those online without a reload, and in the page as it comes.
  await owner.getByRole('link', { name: 'Online' }).click();
  await expect(person(owner, 'noor')).toBeVisible();
  const { presence } = scene.world.services;
  await presence.chooseState(scene.member.ctx, { state: 'invisible' });
  await expect(owner.getByRole('heading', { name: 'Nobody is here right now' })).toBeVisible();
  await owner.reload();
  await expect(owner.getByRole('heading', { name: 'Nobody is here right now' })).toBeVisible();
  await presence.chooseState(scene.member.ctx, { state: 'online' });
  await expect(person(owner, 'noor')).toBeVisible();

  await owner.getByRole('button', { name: /Message .*noor/ }).click();
  await expect(owner).toHaveURL(/\/dm\/[0-9a-f-]{36}$/);
  await say(owner, 'between **us**');
  await expect(side(member).getByRole('link', { name: /aleks \(1 unread message\)/ })).toBeVisible();
  await side(member).getByRole('link', { name: /aleks/ }).click();
  await expect(row(member, 'between us')).toHaveCount(1);
  await composer(member).pressSequentially('I am writing');
  await expect(owner.locator('[data-typing]')).toContainText('noor');
  await composer(member).press('Enter');
  await expect(row(owner, 'I am writing')).toHaveCount(1);
  for (const page of [owner, member]) expect(await serious(page)).toEqual([]);

  // Blocked: both see it at once, and only one of them why.
  await member.getByRole('link', { name: 'Friend and block settings' }).click();
  await member.getByRole('button', { name: /Block .*aleks/ }).click();
  await member.getByRole('link', { name: 'Back' }).click();
  await expect(member.locator('[data-read-only]')).toContainText('You have blocked');
  await expect(owner.locator('[data-read-only]')).toContainText('does not take messages from you');
  await expect(composer(owner)).toHaveCount(0);
  // What they write elsewhere is folded away, until asked for.
  await scene.world.send(scene.owner, scene.channelId, 'to everybody');
  await member.goto(scene.address);
  await expect(row(member, 'A message of somebody you blocked')).toHaveCount(1);
  await expect(row(member, 'to everybody')).toHaveCount(0);
  await member.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(row(member, 'to everybody')).toHaveCount(1);
  await scene.world.services.friends.unblockAccount(scene.member.ctx, { accountId: scene.owner.id });
});

test('somebody of one community asks to write; the other answers, or declines', async ({ browser }) => {
  await scene.world.send(scene.member, scene.channelId, 'hello all');
  const asker = await visit(browser, chiara, `/c/${scene.communityId}/${scene.channelId}`);
  const asked = await visit(browser, scene.member, '/dm');
  await row(asker, 'hello all').getByRole('link', { name: 'noor' }).last().click();
  await asker.getByRole('dialog').getByRole('button', { name: 'Message' }).click();
  await expect(asker).toHaveURL(/\/dm\//);
  await say(asker, 'may I ask something?');

  await expect(side(asked).getByRole('heading', { name: 'Message requests' })).toBeVisible();
  await side(asked)
    .getByRole('link', { name: /chiara/ })
    .click();
  await expect(asked.getByRole('region', { name: 'Message request' })).toBeVisible();
  expect(await serious(asked)).toEqual([]);
  await say(asked, 'of course');
  await expect(asked.getByRole('region', { name: 'Message request' })).toHaveCount(0);
  await expect(row(asker, 'of course')).toHaveCount(1);

  // Put away it is gone from the list, and back with the next message.
  await asked.getByRole('button', { name: 'Put this conversation away' }).click();
  await expect(side(asked).getByRole('link', { name: /chiara/ })).toHaveCount(0);
  await say(asker, 'one more thing');
  await expect(side(asked).getByRole('link', { name: /chiara \(1 unread/ })).toBeVisible();
});

test('a group of three: made, named, left; who is removed sees it no more, at once', async ({ browser }) => {
  const { friends } = scene.world.services;
  for (const other of [scene.member, chiara]) {
    await friends.requestFriend(scene.owner.ctx, { username: other.username });
    await friends.acceptFriend(other.ctx, { accountId: scene.owner.id });
  }
  const owner = await visit(browser, scene.owner, '/dm');
  const member = await visit(browser, scene.member, '/dm');
  const third = await visit(browser, chiara, '/dm');
  await owner.getByRole('link', { name: 'New group' }).click();
  await owner.getByLabel('Group name').fill('Boat trip');
  await owner.getByRole('checkbox', { name: /noor/ }).check();
  await owner.getByRole('checkbox', { name: /chiara/ }).check();
  await owner.getByRole('button', { name: 'Create group' }).click();
  await expect(owner.getByRole('heading', { name: 'Boat trip', level: 1 })).toBeVisible();
  await say(owner, 'who brings bread?');
  for (const page of [member, third]) {
    await side(page)
      .getByRole('link', { name: /Boat trip/ })
      .click();
    await expect(row(page, 'who brings bread?')).toHaveCount(1);
  }
  await say(third, 'I do');
  await expect(row(member, 'I do')).toHaveCount(1);

  await owner.getByRole('link', { name: 'Group settings' }).click();
  expect(await serious(owner)).toEqual([]);
  await owner.getByRole('button', { name: /Remove .*chiara.* from the group/ }).click();
  await expect(third.getByRole('heading', { name: 'This conversation is not here' })).toBeVisible({
    timeout: 1000,
  });
  await expect(side(third).getByRole('link', { name: /Boat trip/ })).toHaveCount(0);
  await owner.getByLabel('Group name').fill('Rowing');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(member.getByRole('heading', { name: 'Rowing', level: 1 })).toBeVisible();
  await member.getByRole('link', { name: 'Group settings' }).click();
  await member.getByRole('button', { name: 'Leave group' }).click();
  await expect(side(member).getByRole('link', { name: /Rowing/ })).toHaveCount(0);
});

test('a page without JavaScript: friends, a conversation, a message', async ({ browser }) => {
  const { id } = await scene.world.services.conversations.startDirect(scene.owner.ctx, {
    accountId: chiara.id,
  });
  const context = await scene.open(browser, scene.owner, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${scene.app.url}/dm`);
  await side(page)
    .getByRole('link', { name: /chiara/ })
    .click();
  await page.getByRole('textbox', { name: /^Message/ }).fill('plainly');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(row(page, 'plainly')).toHaveCount(1);
  expect(page.url()).toContain(`/dm/${id}`);
});

test('who wrote sees when it was read, until one of the two keeps that to themselves', async ({
  browser,
}) => {
  const leo = await scene.world.person('leo');
  const ida = await scene.world.person('ida');
  await scene.world.services.friends.requestFriend(leo.ctx, { username: 'ida' });
  await scene.world.services.friends.acceptFriend(ida.ctx, { accountId: leo.id });
  const { id } = await scene.world.services.conversations.startDirect(leo.ctx, { accountId: ida.id });
  const author = await visit(browser, leo, `/dm/${id}`);
  const seen = author.locator('[data-seen]');
  await say(author, 'are you there?');
  await expect(seen).toHaveText('');

  const reader = await visit(browser, ida, `/dm/${id}`);
  await reader.bringToFront();
  await expect(row(reader, 'are you there?')).toHaveCount(1);
  await expect(seen).toHaveText('Seen');
  await author.reload();
  await expect(seen).toHaveText('Seen');
  // The answer is the last word: nothing stands under it.
  await say(reader, 'I am');
  await expect(row(author, 'I am')).toHaveCount(1);
  await expect(seen).toHaveText('');
  await expect(reader.locator('[data-seen]')).toHaveText('Seen');

  await reader.goto(`${scene.app.url}/settings/privacy`);
  await reader.getByLabel('Show what I have read').uncheck();
  await reader.getByRole('button', { name: 'Save' }).click();
  await expect(reader.getByText('Saved')).toBeVisible();
  await author.bringToFront();
  await say(author, 'and now?');
  await reader.goto(`${scene.app.url}/dm/${id}`);
  await reader.bringToFront();
  await expect(row(reader, 'and now?')).toHaveCount(1);
  await expect(side(reader).getByRole('link', { name: /unread/ })).toHaveCount(0);
  await author.reload();
  await expect(row(author, 'and now?')).toHaveCount(1);
  await author.waitForLoadState('networkidle');
  await expect(seen).toHaveText('');
});
