import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { testPassword } from '../support/world.ts';
import { type Scene, composer, setScene } from './stage.ts';

test.describe.configure({ timeout: 120_000 });

const serious = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);

/** A role below the owner, and a channel beside the first. */
async function furnish({ world, owner, communityId }: Scene) {
  await world.db.prisma.role.create({
    data: { id: crypto.randomUUID(), communityId, name: 'Guest', position: 1, permissions: [] },
  });
  world.services.directory.forget(communityId);
  const { channelId } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId, categoryId: null, name: 'porch' },
  });
  return { porchId: channelId };
}

test('a newcomer comes by an invite, agrees, answers, waits, and is let in while they look', async ({
  browser,
}) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  const { porchId } = await furnish(scene);
  const settings = `${app.url}/c/${communityId}/settings`;
  const page = await (await scene.open(browser, owner)).newPage();

  await page.goto(`${settings}/joining`);
  await page.getByLabel('What newcomers accept').fill('Be **kind** to each other.');
  await page.getByLabel('Question 1').fill('What brings you here?');
  await page.getByText('Newcomers wait for a yes').click();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect(await serious(page)).toEqual([]);

  await page.getByRole('link', { name: 'Invites', exact: true }).click();
  await page.getByLabel('Leads to').selectOption({ label: '# porch' });
  await page.getByLabel('Gives the role').selectOption({ label: 'Guest' });
  await page.getByLabel('Label').fill('Poster in the hall');
  await page.getByRole('button', { name: 'Create invite' }).click();
  await expect(page.getByText('Poster in the hall')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('link', { name: /Details: .*Poster/ }).click();
  await expect(page.getByRole('img', { name: 'QR code of the invite link' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as SVG' }).click();
  expect((await download).suggestedFilename()).toMatch(/^invite-.*\.svg$/);
  const link = await page.getByLabel('Invite link', { exact: true }).inputValue();
  expect(await serious(page)).toEqual([]);

  const visitor = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await visitor.goto(link);
  await visitor.getByRole('link', { name: 'Create an account' }).click();
  await visitor.getByLabel('Username').fill('ida');
  await visitor.getByLabel('Password', { exact: true }).fill(testPassword);
  await visitor.getByRole('button', { name: 'Create account and ask to join' }).click();
  await expect(visitor.getByText('Accept the rules to come in.')).toBeVisible();
  await expect(visitor.getByLabel('What brings you here?')).toBeFocused();
  expect(await serious(visitor)).toEqual([]);
  await visitor.getByLabel('What brings you here?').fill('My neighbour told me.');
  await visitor.getByLabel('I have read the rules').check();
  await visitor.getByLabel('Password', { exact: true }).fill(testPassword);
  await visitor.getByRole('button', { name: 'Create account and ask to join' }).click();
  await expect(visitor.getByText('Waiting to be let in')).toBeVisible();
  expect(await serious(visitor)).toEqual([]);

  // The moderator has a page open: the number comes by itself.
  await page.getByRole('link', { name: 'Requests 1' }).click();
  await expect(page.getByText('My neighbour told me.')).toBeVisible();
  await expect(page.getByText('Poster in the hall')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: /Let in: .*ida/ }).click();
  await expect(page.getByText('Nobody is waiting')).toBeVisible();

  await expect(visitor).toHaveURL(`${app.url}/c/${communityId}/${porchId}`);
  await expect(composer(visitor)).toBeVisible();
  const { id } = await world.db.prisma.account.findFirstOrThrow({ where: { username: 'ida' } });
  world.services.directory.forget(communityId);
  const view = await world.services.directory.community(communityId);
  expect(view?.rolesOf(id).map(({ name }) => name)).toEqual(['Guest']);

  await page.goto(`${settings}/invites`);
  await page.getByRole('link', { name: /Details: .*Poster/ }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'ida' })).toBeVisible();
  await scene.close();
});

test('a refused request can be asked again when somebody lets it; withdrawn, it is as if nothing had been', async ({
  browser,
}) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  const { invites } = world.services;
  await invites.updateJoinSettings(owner.ctx, { communityId, approval: true });
  const { code } = await invites.createInvite(owner.ctx, { communityId });
  const people = [await world.person('ben'), await world.person('cara')];
  const visitor = await (await scene.open(browser, people[0]!)).newPage();
  await visitor.goto(`${app.url}/invite/${code}`);
  await visitor.getByRole('button', { name: 'Ask to join' }).click();
  await visitor.getByRole('button', { name: 'Withdraw the request' }).click();
  await expect(visitor.getByText('Have an invite?')).toBeVisible();
  await expect(visitor.getByText('You asked to join')).toBeHidden();
  for (const person of people) await invites.acceptInvite(person.ctx, { code });
  await visitor.reload();
  await expect(visitor.getByRole('listitem').filter({ hasText: 'Test' })).toContainText('Waiting');
  expect(await serious(visitor)).toEqual([]);

  const page = await (await scene.open(browser, owner)).newPage();
  await page.goto(`${app.url}/c/${communityId}/settings/requests`);
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Refuse selected' }).click();
  await expect(page.getByRole('button', { name: /Let ask again: .*ben/ })).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await visitor.goto(`${app.url}/invite/${code}`);
  await expect(visitor.getByText('You were not let in')).toBeVisible();
  await page.getByRole('button', { name: /Let ask again: .*ben/ }).click();
  await expect(page.getByRole('button', { name: /Let ask again: .*ben/ })).toBeHidden();
  await visitor.reload();
  await visitor.getByRole('button', { name: 'Ask to join' }).click();
  await expect(visitor.getByText('Waiting to be let in')).toBeVisible();
  await scene.close();
});

test('a raid sounds the alarm; a moderator removes who came and resumes the invites', async ({ browser }) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  const { invites } = world.services;
  const page = await (await scene.open(browser, owner)).newPage();
  await page.goto(`${app.url}/c/${communityId}/settings/joining`);
  await page.getByLabel('Watch who joins').check();
  await page.getByLabel('Alarm at this many newcomers').fill('3');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.goto(scene.address);
  await expect(composer(page)).toBeVisible();

  const { code } = await invites.createInvite(owner.ctx, { communityId });
  for (const name of ['raider1', 'raider2', 'raider3'])
    await invites.acceptInvite((await world.person(name)).ctx, { code });
  const late = await (await scene.open(browser, await world.person('late'))).newPage();
  await late.goto(`${app.url}/invite/${code}`);
  await expect(late.getByText('Nobody can join at the moment')).toBeVisible();
  expect(await serious(late)).toEqual([]);

  await expect(page.getByText('so invites were paused')).toBeVisible();
  expect(await serious(page)).toEqual([]);
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'raider' })).toHaveCount(3);
  expect(await serious(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove them all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove them all' }).click();
  await expect(page.getByText('Nobody of them is here any more.')).toBeVisible();
  await page.getByRole('button', { name: 'All fine, resume invites' }).click();
  await expect(page.getByText('so invites were paused')).toBeHidden();
  await late.reload();
  await late.getByRole('button', { name: 'Join' }).click();
  await expect(composer(late)).toBeVisible();
  await scene.close();
});

test('everything goes without JavaScript: the community’s own link, the pause, a decision', async ({
  browser,
}) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  const settings = `${app.url}/c/${communityId}/settings`;
  const page = await (await scene.open(browser, owner, { javaScriptEnabled: false })).newPage();
  await page.goto(`${settings}/joining`);
  await page.getByLabel('Word').fill('admin');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect(page.getByText('That word is taken.')).toBeVisible();
  await page.getByLabel('Word').fill('Mill-House');
  await page.getByRole('button', { name: 'Save' }).nth(1).click();
  await expect(page.getByLabel('The community’s link')).toHaveValue(`${app.url}/invite/mill-house`);
  await page.getByText('Newcomers wait for a yes').click();
  await page.getByRole('button', { name: 'Save' }).first().click();

  const person = await world.person('dora');
  const visitor = await (await scene.open(browser, person, { javaScriptEnabled: false })).newPage();
  await visitor.goto(`${app.url}/invite/MILL-HOUSE`);
  await visitor.getByRole('button', { name: 'Ask to join' }).click();
  await expect(visitor.getByText('Waiting to be let in')).toBeVisible();
  await page.goto(`${settings}/requests`);
  await page.getByRole('button', { name: /Let in: .*dora/ }).click();
  await expect(page.getByText('Nobody is waiting')).toBeVisible();
  await visitor.reload();
  await expect(visitor).toHaveURL(new RegExp(`/c/${communityId}/`));

  await page.goto(`${settings}/joining`);
  await page.getByRole('button', { name: 'Pause invites' }).click();
  await expect(page.getByText('nobody can join at the moment')).toBeVisible();
  await page.getByRole('button', { name: 'Resume invites' }).click();
  await expect(page.getByRole('button', { name: 'Pause invites' })).toBeVisible();
  await scene.close();
});
