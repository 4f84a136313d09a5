import { type Browser, type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});
test.afterAll(() => scene.close());

const field = (page: Page) => page.getByRole('combobox', { name: 'Search messages' });
const results = (page: Page) => page.getByRole('dialog', { name: 'Search' }).getByRole('article');
const switcher = (page: Page) => page.getByRole('combobox', { name: /^Go to/ });

/** A place with a second channel, in which much was said. */
async function furnish() {
  const { world, owner, member } = scene;
  const place = await makePlace(scene);
  const { channelId: workshop } = await world.services.channels.createChannel(owner.ctx, {
    ...{ communityId: place.communityId, categoryId: null, name: 'Wood workshop' },
  });
  await world.send(owner, place.channelId, 'The **kettle** in the kitchen is broken again');
  await world.send(member, place.channelId, 'Then let us make soup, and tea in the Küche');
  await world.send(owner, workshop, 'A new kettle stands beside the lathe, see https://example.org/kettle');
  for (let n = 0; n < 60; n += 1) await world.send(owner, workshop, `Board number ${n} is planed.`);
  return { ...place, workshop };
}

async function open(browser: Browser, who: 'owner' | 'member', address: string, options = {}): Promise<Page> {
  const page = await visit(scene, browser, who, address, options);
  await page.keyboard.press('Control+f');
  await expect(field(page)).toBeFocused();
  return page;
}

test('what somebody just said is found, by words and by chips, and opened in its place', async ({
  browser,
}) => {
  const { address, workshop, communityId } = await furnish();
  const writer = await visit(scene, browser, 'member', address);
  await say(writer, 'The kettle is repaired, thanks to me');

  const page = await open(browser, 'owner', address);
  await page.getByText('This community').click();
  await field(page).fill('kettle');
  await expect(results(page)).toHaveCount(3);
  await expect(results(page).first()).toContainText('repaired');
  await expect(results(page).first().locator('mark')).toHaveText('kettle');
  await expect(results(page).nth(1)).toContainText('#Wood workshop');
  expect(await serious(page)).toEqual([]);

  // An operator is completed by keyboard alone, and is a chip then.
  await field(page).fill('kettle fr');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('kettle from:');
  await field(page).pressSequentially('noo');
  await expect(page.getByRole('option', { name: /noor/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove from:noor' })).toBeVisible();
  await expect(results(page)).toHaveCount(1);

  // Typed to its end it is the same; and a chip is text again with one step back.
  await page.getByRole('button', { name: 'Remove from:noor' }).click();
  await field(page).fill('kettle in:"wood workshop" ');
  await expect(page.getByRole('button', { name: 'Remove in:"wood workshop"' })).toBeVisible();
  await expect(results(page)).toHaveCount(1);
  await field(page).fill('');
  await page.keyboard.press('Backspace');
  await expect(field(page)).toHaveValue('in:"wood workshop"');
  await field(page).fill('lathe');
  await expect(results(page)).toHaveCount(1);
  await expect(results(page)).toContainText('beside the lathe');

  // Its neighbours, and then the message itself, far up in its channel.
  await results(page).getByRole('button', { name: 'What was said around it' }).click();
  await expect(results(page)).toContainText('Board number 0 is planed.');
  await field(page).focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.getByText('This community').click();
  await field(page).fill('lathe');
  await expect(results(page)).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/c/${communityId}/${workshop}/[0-9a-f-]{36}$`));
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(row(page, 'beside the lathe')).toBeInViewport();

  // What was looked for is at hand the next time.
  await page.keyboard.press('Control+f');
  await page.getByRole('option', { name: 'lathe', exact: true }).click();
  await expect(field(page)).toHaveValue('lathe');
});

test('a channel that is closed to somebody is gone from their search at once', async ({ browser }) => {
  const { address, workshop } = await furnish();
  const page = await open(browser, 'member', address);
  await page.getByText('This community').click();
  await field(page).fill('lathe');
  await expect(results(page)).toHaveCount(1);
  await scene.world.services.overrides.setPrivacy(scene.owner.ctx, {
    ...{ place: 'channel', placeId: workshop, isPrivate: true, roleIds: [], memberIds: [] },
  });
  await field(page).fill('lath');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await field(page).fill('from:nobdy ');
  await expect(page.getByText(/Nobody here goes by the name .?nobdy/)).toBeVisible();
});

test('the switcher goes anywhere by a name that is nearly right', async ({ browser }) => {
  const { address, workshop, communityId } = await furnish();
  const page = await visit(scene, browser, 'owner', address);
  await page.keyboard.press('Control+k');
  await expect(switcher(page)).toBeFocused();
  await switcher(page).fill('worskhop');
  await expect(page.getByRole('option').first()).toContainText('Wood workshop');
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${scene.app.url}/c/${communityId}/${workshop}`);
  await expect(composer(page)).toBeVisible();

  // What is unread is on top before anything is typed.
  await say(await visit(scene, browser, 'member', address), 'news');
  await expect(page.getByRole('link', { name: /^general/ }).first()).toHaveAccessibleName(/unread/);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toContainText('general');
  await switcher(page).fill('nor');
  await expect(page.getByRole('option', { name: /noor/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('on a phone both are a touch away and fill the screen, in German too', async ({ browser }) => {
  const { address } = await furnish();
  const context = await scene.open(browser, scene.member, {
    ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'de-DE' },
  });
  const page = await context.newPage();
  // Before its code is there the button is a link to the plain page.
  const ready = page.waitForResponse(/\/search-overlay-/);
  await page.goto(address);
  await ready;
  await page.getByRole('link', { name: 'Nachrichten durchsuchen' }).click();
  const search = page.getByRole('combobox', { name: 'Nachrichten durchsuchen' });
  await search.fill('kuche');
  const hit = page.getByRole('dialog', { name: 'Suche' }).getByRole('article');
  await expect(hit).toHaveCount(1);
  await expect(hit.locator('mark')).toHaveText('Küche');
  const box = await page.getByRole('dialog').boundingBox();
  expect(box).toMatchObject({ x: 0, y: 0, width: 390 });
  expect(await serious(page)).toEqual([]);
  await search.fill('gibtesnicht');
  await expect(page.getByRole('heading', { name: 'Nichts gefunden' })).toBeVisible();
  await page.getByRole('button', { name: 'Schließen' }).click();

  await page.getByRole('link', { name: 'Kanäle anzeigen' }).click();
  await page.getByRole('link', { name: 'Gehe zu …' }).click();
  await page.getByRole('combobox', { name: /^Gehe zu/ }).fill('wood');
  await page
    .getByRole('option', { name: /Wood workshop/ })
    .first()
    .click();
  await expect(page.getByText('Board number 59 is planed.')).toBeVisible();
});

test('without JavaScript the search is a page', async ({ browser }) => {
  const { channelId, communityId } = await furnish();
  const context = await scene.open(browser, scene.member, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${scene.app.url}/c/${communityId}/${channelId}`);
  await page.getByRole('link', { name: 'Search messages' }).click();
  await page.getByRole('searchbox', { name: 'Search messages' }).fill('kettle from:aleks');
  await page.getByRole('button', { name: 'Search' }).click();
  const found = page.getByRole('region', { name: 'Messages found' }).getByRole('article');
  await expect(found).toHaveCount(1);
  await page.getByLabel('Everywhere').check();
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(found.filter({ hasText: 'lathe' }).first()).toBeVisible();
  await found.filter({ hasText: 'lathe' }).first().getByRole('link').click();
  await expect(page.getByText('A new kettle stands beside the lathe')).toBeVisible();
});
