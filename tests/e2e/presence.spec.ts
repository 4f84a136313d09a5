import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect, test } from '@playwright/test';
import { type Place, makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
let place: Place;
test.beforeAll(async () => {
  scene = await setScene();
});
test.beforeEach(async () => {
  place = await makePlace(scene);
});
test.afterAll(() => scene.close());

const list = (page: Page) => page.getByRole('complementary', { name: 'Members' });
const inList = (page: Page, name: string) => list(page).getByRole('link', { name: new RegExp(`^${name}`) });
const menu = (page: Page) => page.getByRole('button', { name: /Your account/ });
/** What the list says of somebody to who hears it. */
const expectState = (page: Page, name: string, state: string, timeout = 3000) =>
  expect(inList(page, name)).toContainText(state, { timeout });

async function choose(page: Page, state: string): Promise<void> {
  await menu(page).click();
  await page.getByRole('menuitemradio', { name: state }).click();
}

test('somebody comes, is away, does not want to be disturbed, hides, and goes', async ({ browser }) => {
  const viewer = await visit(scene, browser, 'owner', place.address);
  await expectState(viewer, 'noor', 'Offline');
  const context = await scene.open(browser, scene.member);
  const other = await context.newPage();
  await other.clock.install();
  await other.goto(place.address);
  await expectState(viewer, 'noor', 'Online');

  await other.clock.fastForward('05:30');
  await expectState(viewer, 'noor', 'Idle', 6000);
  await other.mouse.move(50, 50);
  await expectState(viewer, 'noor', 'Online');

  await choose(other, 'Do not disturb');
  await expectState(viewer, 'noor', 'Do not disturb');
  await expect(menu(other)).toContainText('Do not disturb');
  // It holds on another device, too.
  const phone = await visit(scene, browser, 'member', place.address);
  await expect(menu(phone)).toContainText('Do not disturb');

  await choose(phone, 'Invisible');
  await expectState(viewer, 'noor', 'Offline');
  await expect(menu(other)).toContainText('Invisible');
  await composer(phone).pressSequentially('nobody sees this');
  await say(viewer, 'is anybody there?');
  await expect(row(phone, 'is anybody there?')).toBeVisible();
  await expect(viewer.locator('[data-typing]')).toBeEmpty();

  await choose(phone, 'Online');
  await expectState(viewer, 'noor', 'Online');
  await phone.close();
  await context.close();
  await expectState(viewer, 'noor', 'Offline', 8000);
});

test('a status is set with the keyboard, seen by others, and taken away', async ({ browser }) => {
  const viewer = await visit(scene, browser, 'owner', place.address);
  const other = await visit(scene, browser, 'member', place.address);
  await menu(other).focus();
  await other.keyboard.press('Enter');
  await expect(other.getByRole('menuitemradio', { name: 'Online' })).toBeFocused();
  await other.keyboard.press('s');
  await other.keyboard.press('Enter');
  const dialog = other.getByRole('dialog', { name: 'Your status' });
  await expect(dialog.getByLabel('What are you up to?')).toBeFocused();
  await dialog.getByRole('button', { name: 'In a meeting' }).click();
  await expect(dialog.getByLabel('Clear after')).toHaveValue('1h');
  const emoji = dialog.getByRole('textbox', { name: 'Emoji' });
  await emoji.fill('no emoji');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Choose one emoji');
  expect((await new AxeBuilder({ page: other }).include('[role=dialog]').analyze()).violations).toEqual([]);
  // Enter in the picker's search takes an emoji, and sends nothing.
  await dialog.getByRole('button', { name: 'Choose an emoji' }).click();
  await other.getByRole('dialog', { name: 'Emoji' }).getByRole('searchbox').fill('calendar');
  await expect(other.getByRole('dialog', { name: 'Emoji' }).getByRole('button').nth(1)).toBeVisible();
  await other.keyboard.press('Enter');
  await expect(emoji).not.toHaveValue('no emoji');
  await expect(dialog.getByRole('button', { name: 'Choose an emoji' })).toBeFocused();
  await emoji.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(menu(other)).toContainText('In a meeting');
  await expect(inList(viewer, 'noor')).toContainText('In a meeting', { timeout: 3000 });
  await menu(other).click();
  await other.getByRole('menuitem', { name: 'Clear status' }).click();
  await expect(inList(viewer, 'noor')).not.toContainText('In a meeting', { timeout: 3000 });
});

test('a profile is written, previewed and read on the card; a note is kept for its author alone', async ({
  browser,
}) => {
  const other = await visit(scene, browser, 'member', place.address);
  await say(other, 'read my card');
  await other.goto(`${scene.app.url}/settings/profile`);
  const preview = other.getByRole('region', { name: 'Preview' });
  await other.getByLabel('Pronouns').fill('she/her');
  await other.getByLabel('Bio').fill('Clay and **glazes**. <img src=x onerror=alert(1)>');
  await other.getByRole('radio', { name: 'Teal' }).check({ force: true });
  await other.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await expect(preview.locator('strong')).toHaveText('glazes');
  await expect(preview).toContainText('she/her');
  await other.getByRole('button', { name: 'Save' }).first().click();
  await expect(other.getByText('Saved.')).toBeVisible();

  const viewer = await visit(scene, browser, 'owner', place.address);
  await row(viewer, 'read my card').getByRole('link', { name: 'noor', exact: true }).click();
  const card = viewer.getByRole('dialog', { name: /^Profile of .?noor/ });
  await expect(card).toContainText('she/her');
  await expect(card).toContainText('<img src=x onerror=alert(1)>');
  await expect(card).toContainText(/\d\d:\d\d, 9 h ahead of you/);
  await expect(card).toContainText('Communities you share');
  await card.getByLabel('Note').fill('Owes me a cup.');
  await expect(card.getByRole('status')).toHaveText('Saved');
  expect((await new AxeBuilder({ page: viewer }).include('.member-card').analyze()).violations).toEqual([]);
  await viewer.keyboard.press('Escape');
  await inList(viewer, 'noor').click();
  await expect(card.getByLabel('Note')).toHaveValue('Owes me a cup.');
  // What is written and closed at once is kept, too.
  await card.getByLabel('Note').fill('Owes me two cups.');
  await viewer.keyboard.press('Escape');
  await expect(async () => {
    const kept = await scene.world.db.prisma.profileNote.findMany({ select: { body: true } });
    expect(kept).toEqual([{ body: 'Owes me two cups.' }]);
  }).toPass({ timeout: 2000 });

  await other.goto(place.address);
  await inList(other, 'noor').click();
  const own = other.getByRole('dialog', { name: /^Profile of .?noor/ });
  await expect(own).toContainText('she/her');
  await expect(own.getByLabel('Note')).toHaveCount(0);
});

test('without JavaScript a profile, a status and a note are plain forms', async ({ browser }) => {
  const context = await scene.open(browser, scene.member, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${scene.app.url}/settings/profile`);
  await page.getByLabel('Pronouns').fill('they/them');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Pronouns')).toHaveValue('they/them');
  await page.getByRole('radio', { name: /^Invisible/ }).check({ force: true });
  await page.getByLabel('Emoji').fill('x');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.getByText('Choose one emoji')).toBeVisible();
  await page.getByLabel('Emoji').fill('🌱');
  await page.getByRole('radio', { name: /^Invisible/ }).check({ force: true });
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Invisible/ })).toBeChecked();
  await page.goto(`${scene.app.url}/c/${place.communityId}/members/${scene.owner.id}`);
  await page.getByLabel('Note').fill('from a plain form');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(page.getByLabel('Note')).toHaveValue('from a plain form');
});
