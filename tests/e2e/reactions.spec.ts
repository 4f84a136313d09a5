import { type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { composer, row, say, setScene, type Scene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});
test.afterAll(() => scene?.close());

const chip = (page: Page, text: string, name: string | RegExp) =>
  row(page, text).getByRole('button', { name });
const picker = (page: Page) => page.getByRole('dialog', { name: 'Emoji' });

async function openBoth(browser: Parameters<Scene['open']>[0]) {
  const [mine, theirs] = [await scene.open(browser, scene.owner), await scene.open(browser, scene.member)];
  const [aleks, noor] = [await mine.newPage(), await theirs.newPage()];
  await Promise.all([aleks.goto(scene.address), noor.goto(scene.address)]);
  return { aleks, noor };
}

test('two people react, see it live, take it back, and see who it was', async ({ browser }) => {
  const { aleks, noor } = await openBoth(browser);
  await say(aleks, 'the kiln is on');

  await row(noor, 'the kiln is on').hover();
  await row(noor, 'the kiln is on').getByRole('button', { name: 'React with 👍' }).click();
  await expect(chip(noor, 'the kiln is on', '👍 1, you reacted')).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(aleks, 'the kiln is on', '👍 1')).toHaveAttribute('aria-pressed', 'false');

  await chip(aleks, 'the kiln is on', '👍 1').click();
  await expect(chip(aleks, 'the kiln is on', '👍 2, you reacted')).toBeVisible();
  await expect(chip(noor, 'the kiln is on', '👍 2, you reacted')).toBeVisible();

  await chip(aleks, 'the kiln is on', /^👍 2/).hover();
  await expect(aleks.getByRole('tooltip')).toHaveText(/You and .?noor/);

  await row(aleks, 'the kiln is on').getByRole('button', { name: 'More' }).click();
  await aleks.getByRole('menuitem', { name: 'Who reacted' }).click();
  const people = aleks.getByRole('list', { name: 'Who reacted' });
  await expect(people.getByRole('listitem')).toHaveText([/noor/, /aleks/]);
  expect(await serious(aleks)).toEqual([]);
  await aleks.keyboard.press('Escape');

  await chip(noor, 'the kiln is on', /^👍 2/).click();
  await expect(chip(aleks, 'the kiln is on', '👍 1, you reacted')).toBeVisible();
  await chip(aleks, 'the kiln is on', /^👍 1/).click();
  await expect(row(noor, 'the kiln is on').getByRole('group', { name: 'Reactions' })).toHaveCount(0);
});

test('with the keyboard alone: the picker from a message, through it, and between reactions', async ({
  browser,
}) => {
  const { aleks, noor } = await openBoth(browser);
  await say(aleks, 'by keyboard');
  await expect(row(noor, 'by keyboard')).toBeVisible();

  await composer(noor).press('Shift+Tab');
  await row(noor, 'by keyboard').focus();
  await noor.keyboard.press('+');
  await expect(picker(noor).getByRole('searchbox')).toBeFocused();
  await noor.keyboard.type('parrot');
  await noor.keyboard.press('ArrowDown');
  await expect(picker(noor).getByRole('button', { name: 'parrot' })).toBeFocused();
  await noor.keyboard.press('Enter');
  await expect(picker(noor)).toHaveCount(0);
  await expect(chip(noor, 'by keyboard', '🦜 1, you reacted')).toBeVisible();
  await expect(row(noor, 'by keyboard')).toBeFocused();

  // What one has used comes first; arrows walk through all the lines, a letter goes to the search, Escape back.
  await noor.keyboard.press('+');
  await noor.keyboard.press('ArrowDown');
  await expect(picker(noor).getByRole('button', { name: 'parrot' }).first()).toBeFocused();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'PageDown', 'PageDown', 'PageUp'])
    await noor.keyboard.press(key);
  await expect(picker(noor).locator('[data-cell]:focus')).toHaveCount(1);
  expect(await serious(noor)).toEqual([]);
  await noor.keyboard.type('t');
  await noor.keyboard.type('ada');
  await expect(picker(noor).getByRole('searchbox')).toHaveValue('tada');
  await noor.keyboard.press('Enter');
  await expect(chip(noor, 'by keyboard', '🎉 1, you reacted')).toBeVisible();

  await noor.keyboard.press('Tab');
  await noor.keyboard.press('Tab');
  await chip(noor, 'by keyboard', /^🦜/).focus();
  await noor.keyboard.press('ArrowRight');
  await expect(chip(noor, 'by keyboard', /^🎉/)).toBeFocused();
  await noor.keyboard.press('Enter');
  await expect(chip(noor, 'by keyboard', /^🎉/)).toHaveCount(0);
  await noor.keyboard.press('Escape');
  await expect(chip(aleks, 'by keyboard', '🦜 1')).toBeVisible();
});

test('emoji are completed while one writes, and left alone in code', async ({ browser }) => {
  const context = await scene.open(browser, scene.member);
  const page = await context.newPage();
  await page.goto(scene.address);
  await composer(page).click();
  await expect(page.getByRole('button', { name: 'Emoji' })).toBeVisible();

  await page.keyboard.type('well :parro');
  const list = page.getByRole('listbox', { name: 'Emoji that fit' });
  await expect(list.getByRole('option').first()).toHaveText(/parrot/);
  await expect(composer(page)).toHaveAttribute('aria-activedescendant', /.+/);
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(composer(page)).toHaveValue('well 🦜');

  await page.keyboard.type(' :smi');
  await expect(list).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.type('le:');
  await expect(composer(page)).toHaveValue('well 🦜 😄');

  await composer(page).fill('');
  await page.keyboard.type('`:smile:` at 10:30 ');
  await expect(composer(page)).toHaveValue('`:smile:` at 10:30 ');
  await expect(list).toHaveCount(0);

  // Nothing but emoji shows large.
  await composer(page).fill('');
  await page.keyboard.type(':tada:');
  await expect(composer(page)).toHaveValue('🎉');
  await composer(page).press('Enter');
  const size = (text: string) =>
    row(page, text)
      .locator('.message-text p')
      .last()
      .evaluate((p) => Number.parseFloat(getComputedStyle(p).fontSize));
  await expect.poll(() => size('🎉')).toBeGreaterThan(30);
});

test('the picker of the composer searches in German, and remembers a skin tone', async ({ browser }) => {
  const context = await scene.open(browser, scene.member, { locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(scene.address);
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  const search = picker(page).getByRole('searchbox', { name: 'Emoji suchen' });
  await search.fill('papagei');
  await picker(page).getByRole('button', { name: 'Papagei' }).click();
  const area = page.locator('[data-composer]');
  await expect(area).toHaveValue('🦜');

  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await picker(page)
    .getByRole('button', { name: /^Hautfarbe/ })
    .click();
  await picker(page).getByTitle('Dunkel', { exact: true }).click();
  await search.fill('daumen hoch');
  await search.press('Enter');
  await expect(area).toHaveValue('🦜👍🏿');
  await search.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await search.fill('xyzzy');
  await expect(picker(page).getByText('So heißt kein Emoji')).toBeVisible();
});

test('a reaction that fails goes back and says so', async ({ browser }) => {
  const { aleks, noor } = await openBoth(browser);
  await say(aleks, 'soon without words');
  await expect(row(noor, 'soon without words')).toBeVisible();
  const { id } = (
    await scene.world.services.messages.getPage(scene.owner.ctx, { channelId: scene.channelId })
  ).messages.at(-1)!;
  for (let n = 0; n < 20; n += 1)
    await scene.world.services.reactions.addReaction(scene.owner.ctx, {
      messageId: id,
      emoji: String.fromCodePoint(0x1f600 + n),
    });
  // Told to another replica than the one that the page is connected to: the page does not know of them yet.
  await row(noor, 'soon without words').hover();
  await row(noor, 'soon without words').getByRole('button', { name: 'React with 👍' }).click();
  await expect(noor.getByText('as many different reactions as it can hold')).toBeVisible();
  await expect(chip(noor, 'soon without words', /^👍/)).toHaveCount(0);
});

test('without JavaScript one reads reactions, adds one and takes it back', async ({ browser }) => {
  const message = await scene.world.send(scene.owner, scene.channelId, 'plain and simple');
  const context = await scene.open(browser, scene.member, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${scene.address}/${message.id}`);
  await row(page, 'plain and simple').getByRole('link', { name: 'Add a reaction' }).click();
  await page.getByRole('button', { name: 'React with 🎉' }).click();
  await expect(page.getByRole('button', { name: '🎉 1, you reacted' })).toBeVisible();
  await page.getByLabel('Another emoji').fill('not an emoji');
  await page.getByRole('button', { name: 'React', exact: true }).click();
  await expect(page.getByLabel('Another emoji')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Another emoji').fill('🦜');
  await page.getByRole('button', { name: 'React', exact: true }).click();
  await page.goto(`${scene.address}/${message.id}`);
  await row(page, 'plain and simple').getByRole('link', { name: '🦜 1, you reacted' }).click();
  await page.getByRole('button', { name: '🎉 1, you reacted' }).click();
  await expect(page.getByRole('button', { name: 'React with 🎉' })).toBeVisible();
});
