import { type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { type PushService, startPushService } from '../support/push-service.ts';
import { type Place, makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
let service: PushService;
let place: Place;
let otherId: string;
test.beforeAll(async () => {
  service = await startPushService();
  scene = await setScene({ HEARTH_TEST_PUSH_ORIGIN: service.origin });
});
test.afterAll(async () => {
  await scene.close();
  await service.close();
});
test.beforeEach(async () => {
  place = await makePlace(scene);
  const other = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    ...{ communityId: place.communityId, categoryId: null, name: 'elsewhere' },
  });
  otherId = other.channelId;
  // What other tests left behind is neither counted nor chosen.
  const { channels, communities, notifications } = scene.world.services;
  const { ctx } = scene.member;
  for (const { id } of (await communities.getBootstrap(ctx)).communities)
    await channels.markCommunityRead(ctx, { communityId: id });
  await notifications.setPreferences(ctx, { quiet: false, desktop: false });
});

/** Through the app, which tells open windows. */
const sendByApi = (text: string) =>
  fetch(`${scene.app.url}/api/v1/channels/${place.channelId}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${scene.owner.token}` },
    body: JSON.stringify({ clientId: crypto.randomUUID(), body: text }),
  });
const elsewhere = () => `${scene.app.url}/c/${place.communityId}/${otherId}`;
const channelRow = (page: Page, id: string) => page.locator(`.channel-row[data-channel="${id}"]`);
const badge = (page: Page, id: string) => channelRow(page, id).locator('span[aria-hidden].text-tiny');

test('a mention by completion: a pill, a badge, the inbox, and gone when it is read', async ({ browser }) => {
  const owner = await visit(scene, browser, 'owner', place.address);
  const member = await visit(scene, browser, 'member', elsewhere());

  await composer(owner).pressSequentially('Could @noo');
  const option = owner.getByRole('option', { name: /noor/ });
  await expect(option).toBeVisible();
  await expect(option).toHaveAttribute('aria-selected', 'true');
  await composer(owner).press('Enter');
  await expect(composer(owner)).toHaveValue('Could @noor ');
  await composer(owner).pressSequentially('look at #els');
  await owner.getByRole('option', { name: 'elsewhere' }).click();
  await composer(owner).press('Enter');

  const sent = row(owner, /Could/);
  await expect(sent.getByRole('link', { name: '@noor' })).toBeVisible();
  await expect(sent.getByRole('link', { name: '#elsewhere' })).toBeVisible();
  const [stored] = (
    await scene.world.services.messages.getPage(scene.owner.ctx, { channelId: place.channelId })
  ).messages.slice(-1);
  expect(stored?.body?.trim()).toBe(`Could <@${scene.member.id}> look at <#${otherId}>`);

  await expect(badge(member, place.channelId)).toHaveText('1');
  const bell = member.getByRole('button', { name: /Inbox, 1 unread/ });
  await expect(bell).toBeVisible();
  await bell.click();
  const item = member.getByRole('dialog', { name: 'Inbox' }).getByRole('listitem');
  await expect(item).toContainText(/aleks.? mentioned you/);
  await expect(item).toContainText('Could @noor look at #elsewhere');
  expect(await serious(member)).toEqual([]);
  await item.getByRole('link').click();
  await expect(member).toHaveURL(new RegExp(`${place.channelId}/${stored!.id}`));
  await expect(row(member, /Could/)).toHaveClass(/bg-mention/);
  await expect(badge(member, place.channelId)).toHaveCount(0);
  await expect(member.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible();
});

test('a reply tells its author, unless they are not to be told; typed names are resolved', async ({
  browser,
}) => {
  const asked = await scene.world.send(scene.member, place.channelId, 'Is the kiln hot?');
  const owner = await visit(scene, browser, 'owner', place.address);
  const member = await visit(scene, browser, 'member', elsewhere());
  const answer = async (text: string, told: boolean) => {
    await row(owner, 'Is the kiln hot?').first().hover();
    await owner.getByRole('toolbar').getByRole('button', { name: 'Reply' }).click();
    if (!told) await owner.getByRole('switch', { name: /is told/ }).click();
    await say(owner, text);
    await expect(row(owner, text)).toBeVisible();
  };
  await answer('Not yet', false);
  await answer('Now it is', true);
  await expect(badge(member, place.channelId)).toHaveText('1');
  await say(owner, `@${scene.member.username}, and here is @nobody-at-all`);
  await expect(row(owner, /and here is/).getByRole('link', { name: '@noor' })).toBeVisible();
  await expect(badge(member, place.channelId)).toHaveText('2');
  await member.goto(`${scene.app.url}/inbox`);
  await expect(member.getByText(/answered you/)).toHaveCount(1);
  await member.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(member.getByText('(unread)')).toHaveCount(0);
  expect(asked.id).toBeTruthy();
});

test('muted is quiet, and unread from here comes back', async ({ browser }) => {
  const member = await visit(scene, browser, 'member', elsewhere());
  await channelRow(member, place.channelId).hover();
  await channelRow(member, place.channelId)
    .getByRole('button', { name: /options/ })
    .click();
  await member.getByRole('menuitem', { name: 'Notifications' }).click();
  await member.getByRole('menuitem', { name: 'Until I turn it on again' }).click();
  await expect(channelRow(member, place.channelId)).toHaveAttribute('data-muted');
  await scene.world.send(scene.owner, place.channelId, 'one');
  await scene.world.send(scene.owner, place.channelId, `two for <@${scene.member.id}>`);
  await member.reload();
  await expect(badge(member, place.channelId)).toHaveText('1');
  await expect(channelRow(member, place.channelId)).not.toHaveAttribute('data-unread');
  await expect(member.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible();
  await expect(member).not.toHaveTitle(/\(\d+\)/);

  await member.getByRole('link', { name: /^general/ }).click();
  await expect(row(member, /two for/)).toBeVisible();
  const unread = async () => {
    const { counters } = await scene.world.services.communities.getBootstrap(scene.member.ctx);
    const found = counters.find(({ channelId }) => channelId === place.channelId)!;
    return [found.posted - found.readOrdinal, found.mentions.length];
  };
  await expect.poll(unread).toEqual([0, 0]);
  await row(member, /two for/).hover();
  await member.getByRole('button', { name: 'More' }).click();
  await member.getByRole('menuitem', { name: 'Mark unread from here' }).click();
  await expect.poll(unread).toEqual([1, 1]);
  // It stays so while the channel is in front of them.
  await member.waitForTimeout(1500);
  expect(await unread()).toEqual([1, 1]);
  await composer(member).press('Shift+Escape');
  await expect.poll(unread).toEqual([0, 0]);
});

test('levels and do not disturb on the settings page, on a phone and without JavaScript', async ({
  browser,
}) => {
  const context = await scene.open(browser, scene.member, {
    ...{ javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
  });
  const page = await context.newPage();
  await page.goto(`${scene.app.url}/settings/notifications`);
  await page.getByRole('checkbox', { name: /Every week/ }).check();
  await page.getByLabel('From').fill('21:30');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved')).toBeVisible();
  await expect(page.getByLabel('From')).toHaveValue('21:30');
  await page.goto(`${scene.app.url}/settings/notifications?community=${place.communityId}`);
  const channel = page.getByRole('listitem').filter({ hasText: '#elsewhere' });
  await channel.getByLabel(/notifications/).selectOption({ label: 'Nothing' });
  await channel.getByRole('button', { name: 'Save' }).click();
  const { notifications } = await scene.world.services.communities.getBootstrap(scene.member.ctx);
  expect(notifications.places.find(({ placeId }) => placeId === otherId)).toMatchObject({ level: 'nothing' });
  expect(notifications.preferences).toMatchObject({ quiet: true, quietFrom: 21 * 60 + 30 });
  await page.goto(`${scene.app.url}/inbox`);
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
});

test('a push reaches the device that is listed, says what was written, and its test tells how it went', async ({
  browser,
}) => {
  // Not there just now: who read something within the last minute is not woken.
  await scene.world.db.prisma.readState.updateMany({
    where: { accountId: scene.member.id },
    data: { updatedAt: new Date(0) },
  });
  const device = service.browser();
  const posted = await fetch(`${scene.app.url}/api/v1/push/devices`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${scene.member.token}` },
    body: JSON.stringify(device.subscription),
  });
  expect(posted.status).toBe(200);
  const owner = await visit(scene, browser, 'owner', place.address);
  await say(owner, `@${scene.member.username} **come** here`);
  await expect.poll(() => device.notices().length, { timeout: 20_000 }).toBe(1);
  expect(device.notices()[0]?.payload).toMatchObject({
    title: 'aleks (#general)',
    text: '@noor come here',
    address: expect.stringMatching(new RegExp(`^/c/${place.communityId}/${place.channelId}/`)),
  });

  const page = await (await scene.open(browser, scene.member)).newPage();
  await page.goto(`${scene.app.url}/settings/notifications`);
  const listed = page.getByRole('listitem').filter({ hasText: 'Last arrived' });
  await listed.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('The test arrived at the push service.')).toBeVisible();
  expect(device.notices().at(-1)?.payload).toMatchObject({ kind: 'test' });
  device.answerWith(410);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText(/did not arrive: HTTP 410/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send a test' })).toHaveCount(0);
  // The worker may be registered under the pages' policy.
  const state = await page.evaluate(async () => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: {
        createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => string };
      };
    };
    const policy = trustedTypes.createPolicy('hearth-worker', { createScriptURL: () => '/sw.js' });
    await navigator.serviceWorker.register(policy.createScriptURL('/sw.js'), { scope: '/' });
    return (await navigator.serviceWorker.ready).active?.state;
  });
  expect(['activating', 'activated']).toContain(state);
});

test('of several tabs out of sight one shows a notice, and none while one is in front', async ({
  browser,
}) => {
  const context = await scene.open(browser, scene.member, { permissions: ['notifications'] });
  await context.addInitScript(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    class Notice extends EventTarget {
      static permission = 'granted';
      constructor(title: string, options: { body: string }) {
        super();
        shown.push(`${title}: ${options.body}`);
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Notice });
    // Playwright's pages all believe to be in front: whether one is, the test says.
    Object.defineProperty(document, 'hasFocus', {
      value: () => localStorage.getItem('front') === window.name,
    });
  });
  await scene.world.services.notifications.setPreferences(scene.member.ctx, {
    ...{ desktop: true, sound: false, quiet: false },
  });
  const tabs = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const page = await context.newPage();
      await page.goto(elsewhere());
      await page.evaluate((own) => void (window.name = own), name);
      await expect(composer(page)).toBeVisible();
      return page;
    }),
  );
  const shown = async () =>
    (
      await Promise.all(
        tabs.map((page) => page.evaluate(() => (window as unknown as { shown: string[] }).shown)),
      )
    ).flat();
  const front = (name: string) =>
    Promise.all(
      tabs.map((page) =>
        page.evaluate((own) => {
          localStorage.setItem('front', own);
          window.dispatchEvent(new Event('focus'));
        }, name),
      ),
    );
  await front('none');
  await expect(tabs[0]!.getByRole('button', { name: /Inbox/ })).toBeVisible();
  await sendByApi(`<@${scene.member.id}> are you there?`);
  await expect.poll(shown, { timeout: 15_000 }).toHaveLength(1);
  expect((await shown())[0]).toContain('are you there?');
  await front('two');
  await sendByApi(`<@${scene.member.id}> still?`);
  await expect(badge(tabs[0]!, place.channelId)).toHaveText('2');
  await tabs[0]!.waitForTimeout(2000);
  expect(await shown()).toHaveLength(1);
});
