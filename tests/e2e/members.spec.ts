import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type Page, expect, test } from '@playwright/test';
import type { Person } from '../support/world.ts';
import { type Place, makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
let moderator: Person;
test.beforeAll(async () => {
  scene = await setScene();
  moderator = await scene.world.person('mo');
});
test.afterAll(() => scene.close());

/** A place of its own, with somebody who may do everything to members, and nothing else. */
async function placeWithModerator(): Promise<Place> {
  const { world } = scene;
  const place = await makePlace(scene);
  const { communityId } = place;
  await world.join(moderator, communityId);
  const role = {
    ...{ id: randomUUID(), communityId, name: 'Moderator', colour: 'sky', hoist: true, position: 5 },
    permissions: ['member.kick', 'member.ban', 'member.timeout', 'nickname.manage'],
  };
  await world.db.prisma.role.create({ data: role });
  await world.db.prisma.memberRole.create({
    data: { communityId, accountId: moderator.id, roleId: role.id },
  });
  // The app may have read the community before.
  await world.services.audit.changeCommunity(scene.owner.ctx, communityId, async () => undefined);
  return place;
}

async function enter(browser: Browser, person: Person, address: string, options = {}): Promise<Page> {
  const page = await (await scene.open(browser, person, options)).newPage();
  await page.goto(address);
  await expect(composer(page)).toBeVisible();
  return page;
}

const list = (page: Page) => page.getByRole('complementary', { name: 'Members' });
/** Names stand isolated in sentences, by marks that nobody sees. */
const card = (page: Page, name: string) =>
  page.getByRole('dialog', { name: new RegExp(`^Profile of .?${name}`) });

/** Opens somebody's card at their name above a message. */
async function openCard(page: Page, text: string, name: string) {
  await row(page, text).getByRole('link', { name, exact: true }).click();
  await expect(card(page, name).getByRole('link', { name: 'Whole profile' })).toBeVisible();
  return card(page, name);
}

test('a moderator times somebody out: their composer closes and opens again by itself', async ({
  browser,
}) => {
  const { communityId, address } = await placeWithModerator();
  const member = await visit(scene, browser, 'member', address);
  await say(member, 'hello from noor');
  const page = await enter(browser, moderator, address);
  await (await openCard(page, 'hello from noor', 'noor')).getByRole('link', { name: 'Time out' }).click();
  const dialog = page.getByRole('dialog', { name: /^Time .?noor.? out/ });
  await dialog.getByLabel('For how long').selectOption('300');
  await dialog.getByLabel('Reason').fill('too loud');
  await dialog.getByRole('button', { name: 'Time out' }).click();
  await expect(dialog).toBeHidden();

  await expect(member.getByText(/given you a timeout.*write again in (5:00|4:5\d)/)).toBeVisible({
    timeout: 1000,
  });
  await expect(composer(member)).toBeHidden();
  // Who may time out sees it in the list.
  await expect(list(page).getByText('Timed out')).toHaveCount(1);
  await expect(list(member).getByText('Timed out')).toHaveCount(0);

  await scene.world.db.prisma.member.updateMany({
    where: { communityId, accountId: scene.member.id },
    data: { timeoutUntil: new Date(Date.now() + 500) },
  });
  await expect(composer(member)).toBeVisible();
  await say(member, 'quieter now');
});

test('a nickname is seen by everybody at once, in messages and in the list', async ({ browser }) => {
  const { communityId, address } = await placeWithModerator();
  const member = await visit(scene, browser, 'member', address);
  await say(member, 'who wrote this?');
  const page = await enter(browser, moderator, address);
  await expect(row(page, 'who wrote this?')).toContainText('noor');

  await list(member).getByRole('link', { name: /noor/ }).click();
  await card(member, 'noor').getByRole('link', { name: 'Nickname' }).click();
  const dialog = member.getByRole('dialog', { name: 'Change nickname' });
  await dialog.getByLabel('Nickname').fill('Nora the Great');
  await dialog.getByRole('button', { name: 'Save' }).click();
  for (const each of [page, member])
    await expect(row(each, 'who wrote this?')).toContainText('Nora the Great', { timeout: 1500 });
  await expect(list(page).getByText('Nora the Great')).toBeVisible();
  await say(member, 'as Nora');
  await expect(row(member, 'as Nora')).toHaveCount(1);

  // A moderator takes it back on the member's page.
  await page.goto(`${scene.app.url}/c/${communityId}/members/${scene.member.id}?do=nickname`);
  await page.getByLabel('Nickname').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The nickname is changed.')).toBeVisible();
  await expect(row(member, 'who wrote this?')).not.toContainText('Nora the Great');
});

test('a ban ends the visit and takes the messages away; the owner lifts it', async ({ browser }) => {
  const { communityId, channelId, address } = await placeWithModerator();
  const member = await visit(scene, browser, 'member', address);
  await say(member, 'buy my things');
  const owner = await visit(scene, browser, 'owner', address);
  await expect(row(owner, 'buy my things')).toBeVisible();
  const page = await enter(browser, moderator, address);
  // The owner's card offers a moderator what it offers everybody.
  await list(page).getByRole('link', { name: /aleks/ }).click();
  await expect(card(page, 'aleks').locator('.card-act')).toHaveText([
    ...['Message', 'Add friend', 'Block', 'Whole profile'],
  ]);
  await page.keyboard.press('Escape');

  await (await openCard(page, 'buy my things', 'noor')).getByRole('link', { name: 'Ban' }).click();
  const dialog = page.getByRole('dialog', { name: /^Ban .?noor/ });
  await dialog.getByLabel('Delete their messages').selectOption('3600');
  await dialog.getByLabel('Reason').fill('spam');
  await dialog.getByRole('button', { name: 'Ban' }).click();
  await expect(member.getByRole('heading', { name: 'You are not in this community any more' })).toBeVisible({
    timeout: 2000,
  });
  await expect(row(owner, 'buy my things')).toBeHidden();

  const { code } = await scene.world.services.invites.createInvite(scene.owner.ctx, { communityId });
  await member.goto(`${scene.app.url}/invite/${code}`);
  await member.getByRole('button', { name: /Join/ }).click();
  await expect(member.getByText('You are banned from this community.')).toBeVisible();

  await owner.goto(`${scene.app.url}/c/${communityId}/settings/bans`);
  await expect(owner.getByText('spam')).toBeVisible();
  await owner.getByRole('button', { name: 'Lift the ban' }).click();
  await expect(owner.getByText('Nobody is banned')).toBeVisible();
  await member.getByRole('button', { name: /Join/ }).click();
  await member.waitForURL(`**/c/${communityId}/${channelId}`);
});

test('everything works without JavaScript', async ({ browser }) => {
  const { communityId } = await placeWithModerator();
  const page = await (await scene.open(browser, moderator, { javaScriptEnabled: false })).newPage();
  await page.goto(`${scene.app.url}/c/${communityId}/members?q=NOO`);
  await page.getByRole('main').getByRole('link', { name: /noor/ }).click();
  await page.getByLabel('New note').fill('was warned');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByText('was warned')).toBeVisible();
  await page.getByRole('link', { name: 'Kick' }).click();
  await page.getByLabel('Reason').fill('did it again');
  await page.getByRole('button', { name: 'Kick' }).click();
  await expect(page.getByText('Not a member any more')).toBeVisible();
  await expect(page.getByText('Kicked by')).toBeVisible();
  await expect(page.getByText('was warned')).toBeVisible();
});

test('no accessibility violations, wide and narrow, light and dark', async ({ browser }) => {
  test.slow();
  const { communityId, address } = await placeWithModerator();
  await scene.world.services.members.banUsername(scene.owner.ctx, {
    communityId,
    username: (await scene.world.person('spammer')).username,
    seconds: 86_400,
    sweep: 0,
    reason: 'spam',
  });
  const base = `/c/${communityId}`;
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 390],
  ] as const) {
    const page = await enter(browser, moderator, address, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    for (const path of [
      `${base}/members`,
      `${base}/members/${scene.member.id}`,
      `${base}/members/${scene.member.id}?do=ban`,
      `${base}/settings/members`,
      `${base}/settings/bans`,
    ]) {
      await page.goto(scene.app.url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect([path, width, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([
        path,
        width,
        [],
      ]);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([path, width, wider]).toEqual([path, width, 0]);
    }
    await page.goto(`${scene.app.url}${base}/settings/members`);
    await page.getByRole('main').getByRole('link', { name: /noor/ }).click();
    await expect(card(page, 'noor').getByRole('link', { name: 'Whole profile' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('.member-card').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
});
