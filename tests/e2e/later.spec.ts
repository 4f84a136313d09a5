import { type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { type Place, fill, makePlace, posted, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
let place: Place;
test.beforeAll(async () => {
  scene = await setScene();
});
test.afterAll(() => scene.close());
test.beforeEach(async () => {
  place = await makePlace(scene);
  // What other tests left behind.
  await scene.world.db.prisma.savedMessage.deleteMany({});
  await scene.world.db.prisma.scheduledMessage.deleteMany({});
  await scene.world.services.notifications.markAllItemsRead(scene.member.ctx);
});

const menu = async (page: Page, text: string) => {
  await row(page, text).hover();
  await row(page, text).getByRole('button', { name: 'More' }).click();
};
const pick = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true }).click();
/** As if the time had come. */
const remindNow = () =>
  scene.world.db.prisma.savedMessage.updateMany({ data: { remindAt: new Date(Date.now() - 1000) } });
const sendNow = () =>
  scene.world.db.prisma.scheduledMessage.updateMany({ data: { nextAt: new Date(Date.now() - 1000) } });
const note = (page: Page) => page.locator('[data-scheduled-note]');

test('what is saved stands on a page of one’s own, on every device, and comes back to mind', async ({
  browser,
}) => {
  await scene.world.send(scene.owner, place.channelId, `The kiln opens, <@${scene.member.id}>`);
  const member = await visit(scene, browser, 'member', place.address);
  const other = await (await scene.open(browser, scene.member)).newPage();
  await other.goto(`${scene.app.url}/saved`);
  await expect(other.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();

  await menu(member, 'The kiln opens');
  await pick(member, 'Save message');
  await expect(member.getByRole('status').getByText('Saved. Only you see this.')).toBeVisible();
  const saved = other.getByRole('listitem').filter({ hasText: 'The kiln opens, @noor' });
  await expect(saved).toBeVisible();
  await expect(saved).toContainText('aleks');
  expect(await serious(other)).toEqual([]);

  await menu(member, 'The kiln opens');
  await expect(member.getByRole('menuitem', { name: 'Remove from saved' })).toBeVisible();
  await pick(member, 'Remind me…');
  const dialog = member.getByRole('dialog', { name: 'Remind me of this message' });
  expect(await serious(member)).toEqual([]);
  await dialog.getByLabel('Date and time').fill('2020-01-01T09:00');
  await dialog.getByRole('button', { name: 'Set reminder' }).click();
  await expect(dialog.getByText('Choose a time in the future')).toBeVisible();
  await dialog.getByRole('button', { name: /^In 1 hour/ }).click();
  await expect(dialog).toBeHidden();
  await expect(saved.getByText(/^Reminder: /)).toBeVisible();

  await remindNow();
  const bell = member.getByRole('button', { name: /Inbox, 1 unread/ });
  await expect(bell).toBeVisible();
  await expect(saved.getByText(/^Reminder: /)).toBeHidden();
  await bell.click();
  const item = member
    .getByRole('dialog', { name: 'Inbox' })
    .getByRole('listitem')
    .filter({ hasText: /Reminder: a message from .?aleks/ });
  await expect(item).toContainText('The kiln opens, @noor');
  await item.getByRole('link').click();
  await expect(member).toHaveURL(new RegExp(`${place.channelId}/[0-9a-f-]{36}$`));

  await saved.getByRole('link').click();
  await expect(row(other, 'The kiln opens')).toBeVisible();
  await other.goBack();
  await saved.getByRole('button', { name: 'Remove' }).click();
  await expect(other.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();
});

test('a reminder shows a notice while no window is in front, and none while one does not want to be disturbed', async ({
  browser,
}) => {
  const { notifications, saved } = scene.world.services;
  const { ctx } = scene.member;
  const ids = await fill(scene, place.channelId, 2);
  const context = await scene.open(browser, scene.member, { permissions: ['notifications'] });
  await context.addInitScript(() => {
    const shown: string[] = [];
    class Notice extends EventTarget {
      static permission = 'granted';
      constructor(title: string, options: { body: string }) {
        super();
        shown.push(`${title}: ${options.body}`);
      }
      close(): void {}
    }
    Object.assign(window, { shown, Notification: Notice });
    // Playwright's pages all believe to be in front.
    Object.defineProperty(document, 'hasFocus', { value: () => false });
  });
  await notifications.setPreferences(ctx, { desktop: true, sound: false, quiet: false });
  const page = await context.newPage();
  await page.goto(place.address);
  await expect(page.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible();
  const shown = () => page.evaluate(() => (window as unknown as { shown: string[] }).shown);
  const remind = async (messageId: string) => {
    const remindAt = new Date(Date.now() + 60_000).toISOString();
    await saved.saveMessage(ctx, { messageId, remindAt });
    await remindNow();
  };
  await remind(ids[0]!);
  await expect
    .poll(shown, { timeout: 15_000 })
    .toEqual([expect.stringMatching(/^Reminder: a message from .?aleks.?: number 1\.$/)]);
  const minute = new Date().getUTCHours() * 60 + new Date().getUTCMinutes();
  await notifications.setPreferences(ctx, {
    ...{ quiet: true, quietDays: [0, 1, 2, 3, 4, 5, 6], timeZone: 'UTC' },
    ...{ quietFrom: (minute + 1380) % 1440, quietTo: (minute + 60) % 1440 },
  });
  await remind(ids[1]!);
  await expect(page.getByRole('button', { name: /Inbox, 2 unread/ })).toBeVisible();
  // Longer than news settle.
  await page.waitForTimeout(2000);
  expect(await shown()).toHaveLength(1);
  await notifications.setPreferences(ctx, { desktop: false, quiet: false });
  await notifications.markAllItemsRead(ctx);
});

test('nobody finds in their list what they may no longer see, and it comes back with the right', async ({
  browser,
}) => {
  const hide = (isPrivate: boolean) =>
    scene.world.services.overrides.setPrivacy(scene.owner.ctx, {
      ...{ place: 'channel', placeId: place.channelId, isPrivate, roleIds: [], memberIds: [] },
    });
  const { id } = await scene.world.send(scene.owner, place.channelId, 'Behind the curtain');
  await scene.world.services.saved.saveMessage(scene.member.ctx, { messageId: id });
  const member = await (await scene.open(browser, scene.member)).newPage();
  await member.goto(`${scene.app.url}/saved`);
  await expect(member.getByText('Behind the curtain')).toBeVisible();
  await hide(true);
  await member.reload();
  await expect(member.getByRole('heading', { name: 'Nothing saved yet' })).toBeVisible();
  expect(await member.content()).not.toContain('Behind the curtain');
  await hide(false);
  await member.reload();
  await expect(member.getByText('Behind the curtain')).toBeVisible();
});

test('a message is written now and sent later, where others see it as if it were written then', async ({
  browser,
}) => {
  const owner = await visit(scene, browser, 'owner', place.address);
  const member = await visit(scene, browser, 'member', place.address);
  const tool = member.getByRole('button', { name: 'Send later…' });
  await expect(tool).toHaveCount(0);
  await composer(member).fill('Clay arrives at nine');
  await tool.click();
  const dialog = member.getByRole('dialog', { name: 'Send this message later' });
  await dialog.getByRole('button', { name: /^In 3 hours/ }).click();
  await expect(dialog).toBeHidden();
  await expect(composer(member)).toHaveValue('');
  await expect(composer(member)).toBeFocused();
  await expect(note(member)).toHaveText(/1 scheduled message/);
  await expect(note(owner)).toHaveCount(0);
  expect(await serious(member)).toEqual([]);

  await note(member).getByRole('link', { name: 'Show' }).click();
  const card = member.locator('[data-scheduled]');
  await expect(card).toContainText('Clay arrives at nine');
  await card.getByText('Edit').click();
  await card.getByLabel('Message').fill('Clay arrives at ten');
  await card.getByLabel('Date and time').fill('2020-01-01T09:00');
  await card.getByRole('button', { name: 'Save changes' }).click();
  await expect(card.getByText('Choose a time in the future')).toBeVisible();
  await expect(card.getByLabel('Message')).toHaveValue('Clay arrives at ten');
  await card.getByLabel('Date and time').fill(`${new Date().getUTCFullYear() + 1}-01-02T10:30`);
  await card.getByRole('button', { name: 'Save changes' }).click();
  await expect(card.getByText(/2 January.*10:30/)).toBeVisible();
  expect(await serious(member)).toEqual([]);
  expect(await posted(scene, place.channelId)).toEqual([]);

  await sendNow();
  await expect(member.getByRole('heading', { name: 'Nothing scheduled' })).toBeVisible();
  await expect(row(owner, 'Clay arrives at ten')).toBeVisible();
  expect(await posted(scene, place.channelId)).toEqual(['Clay arrives at ten']);
});

test('what may not be sent when its time comes stays, says why, and waits for another try', async ({
  browser,
}) => {
  const { members, scheduled } = scene.world.services;
  await scheduled.scheduleMessage(scene.member.ctx, {
    ...{ channelId: place.channelId, clientId: crypto.randomUUID(), body: 'Not just now' },
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  const about = { communityId: place.communityId, accountId: scene.member.id };
  await members.timeOutMember(scene.owner.ctx, { ...about, seconds: 3600, reason: '' });
  const member = await (await scene.open(browser, scene.member)).newPage();
  await member.goto(`${scene.app.url}/scheduled`);
  const card = member.locator('[data-scheduled]');
  await expect(card).toContainText(/Sends \d/);
  await sendNow();
  await expect(card).toContainText('Not sent.');
  await member.goto(`${scene.app.url}/inbox`);
  await member.getByRole('link', { name: /A scheduled message could not be sent/ }).click();
  await expect(card).toContainText('Not sent.');
  await card.getByRole('button', { name: 'Send now' }).click();
  await expect(card.getByRole('alert')).toBeVisible();
  expect(await posted(scene, place.channelId)).toEqual([]);

  await members.endTimeout(scene.owner.ctx, about);
  await card.getByRole('button', { name: 'Send now' }).click();
  await expect(member.getByRole('heading', { name: 'Nothing scheduled' })).toBeVisible();
  expect(await posted(scene, place.channelId)).toEqual(['Not just now']);
});

test('both lists work on a phone without JavaScript', async ({ browser }) => {
  const { id } = await scene.world.send(scene.owner, place.channelId, 'Bring an apron');
  await scene.world.services.saved.saveMessage(scene.member.ctx, { messageId: id });
  const context = await scene.open(browser, scene.member, {
    ...{ javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
  });
  const page = await context.newPage();
  await page.goto(`${scene.app.url}/inbox`);
  await page.getByRole('link', { name: 'Saved', exact: true }).click();
  const saved = page.locator('[data-saved]');
  await saved.getByText('Remind me…').click();
  await saved.getByRole('button', { name: /^Tomorrow at/ }).click();
  await expect(saved.getByText(/^Reminder: .*9:00/)).toBeVisible();
  await saved.getByText('Change reminder…').click();
  await saved.getByRole('button', { name: 'Remove reminder' }).click();
  await expect(saved.getByText(/^Reminder: /)).toHaveCount(0);

  await page.getByRole('link', { name: 'Scheduled' }).click();
  await page.getByText('Write one').click();
  await page.getByLabel('Channel').selectOption(place.channelId);
  await page.getByRole('textbox', { name: 'Message' }).fill('Written ahead');
  await page.getByLabel('Date and time').first().fill('2020-01-01T09:00');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByText('Choose a time in the future')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Message' }).first()).toHaveValue('Written ahead');
  await page
    .getByLabel('Date and time')
    .first()
    .fill(`${new Date().getUTCFullYear() + 1}-01-02T10:30`);
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  const card = page.locator('[data-scheduled]');
  await expect(card).toContainText('Written ahead');
  await expect(card).toContainText('10:30');
  await card.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing scheduled' })).toBeVisible();
});

test('a list that is open follows what was said meanwhile, and mentions are typed by their names', async ({
  browser,
}) => {
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(`${scene.app.url}/scheduled`);
  await scene.world.services.scheduled.scheduleMessage(scene.owner.ctx, {
    ...{ channelId: place.channelId, clientId: crypto.randomUUID() },
    ...{ body: `Hello <@${scene.member.id}>`, sendAt: new Date(Date.now() + 3_600_000).toISOString() },
  });
  const card = page.locator('[data-scheduled]').filter({ hasText: '@noor' });
  await expect(card.getByText('Hello @noor').first()).toBeVisible();
  // What is being written stays when the list is read again.
  await page.getByText('Write one').click();
  await page.getByLabel('Message').first().fill('half a sen');
  await scene.world.services.scheduled.scheduleMessage(scene.owner.ctx, {
    ...{ channelId: place.channelId, clientId: crypto.randomUUID() },
    ...{ body: 'Another', sendAt: new Date(Date.now() + 7_200_000).toISOString() },
  });
  const another = page.locator('[data-scheduled]').filter({ hasText: 'Another' });
  await expect(another).toBeVisible();
  await expect(page.getByLabel('Message').first()).toHaveValue('half a sen');
  await another.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('dialog', { name: 'Delete this scheduled message?' });
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(another).toHaveCount(0);
  await expect(page.getByLabel('Message').first()).toHaveValue('half a sen');
  await card.getByText('Edit').click();
  await expect(card.getByLabel('Message')).toHaveValue('Hello @noor');
  await card.getByLabel('Message').fill('Good morning @noor');
  await card.getByRole('button', { name: 'Save changes' }).click();
  await expect(card.getByText('Good morning @noor').first()).toBeVisible();
  await card.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing scheduled' })).toBeVisible();
  expect(await posted(scene, place.channelId)).toEqual([`Good morning <@${scene.member.id}>`]);
  await page.goto(place.address);
  await say(page, 'and now');
  await expect(row(page, 'Good morning').getByRole('link', { name: '@noor' })).toBeVisible();
});
