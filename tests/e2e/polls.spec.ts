import { randomUUID } from 'node:crypto';
import { type Page, expect, test } from '@playwright/test';
import type { NewPoll } from '#contract/polls';
import { serious } from './axe.ts';
import { messages, visit } from './places.ts';
import { composer, row, setScene, type Scene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene();
});
test.afterAll(() => scene?.close());

const card = (page: Page, question: string) => row(page, question).getByRole('group', { name: /^Poll:/ });
const answer = (page: Page, question: string, name: RegExp) =>
  card(page, question).getByRole('radio', { name });
const ask = (body: string, more: Partial<NewPoll> = {}) =>
  scene.world.send(scene.owner, scene.channelId, body, {
    poll: { answers: ['Red', 'Blue'], multiple: false, anonymous: false, hours: 24, ...more },
  });

test('one asks, two vote and see it live, who voted is told, and the end is final for both', async ({
  browser,
}) => {
  const aleks = await visit(scene, browser, 'owner', scene.address);
  const noor = await visit(scene, browser, 'member', scene.address);
  await aleks.getByRole('button', { name: 'Add something else' }).click();
  await aleks.getByRole('menuitem', { name: 'Create a poll' }).click();
  const dialog = aleks.getByRole('dialog', { name: 'Create a poll' });
  await dialog.getByLabel('Question').fill('When do we fire the kiln?');
  await dialog.getByRole('textbox', { name: 'Answer 1' }).fill('Tuesday');
  await dialog.getByRole('textbox', { name: 'Answer 2' }).fill('tuesday');
  await dialog.getByRole('button', { name: 'Add an answer' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Answer 3' })).toBeFocused();
  await aleks.keyboard.type('Friday');
  expect(await serious(aleks)).toEqual([]);
  await aleks.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText('Two answers say the same. Change one of them.');
  await dialog.getByRole('button', { name: 'Remove answer 2' }).click();
  await dialog.getByRole('button', { name: 'Post the poll' }).click();
  await expect(dialog).toHaveCount(0);

  const question = 'When do we fire the kiln?';
  await answer(noor, question, /Friday/).check();
  await expect(answer(noor, question, /Friday.*100%.*1 vote/)).toBeChecked();
  await expect(answer(aleks, question, /Friday.*100%.*1 vote/)).not.toBeChecked();
  await answer(aleks, question, /Tuesday/).check();
  await expect(answer(noor, question, /Tuesday.*50%/)).not.toBeChecked();
  await answer(noor, question, /Tuesday/).check();
  await expect(answer(aleks, question, /Tuesday.*100%.*2 votes/)).toBeChecked();
  await card(noor, question).getByRole('button', { name: 'Take my vote back' }).click();
  await expect(answer(noor, question, /Tuesday.*1 vote/)).not.toBeChecked();
  await expect(card(aleks, question)).toContainText('1 person voted · ends tomorrow');
  expect(await serious(noor)).toEqual([]);

  await card(noor, question).getByRole('button', { name: 'Who voted' }).click();
  const people = noor.getByRole('list', { name: 'Who voted' });
  await expect(people.getByRole('listitem')).toHaveText([/aleks/]);
  expect(await serious(noor)).toEqual([]);
  await noor.keyboard.press('Escape');

  await expect(card(noor, question).getByRole('button', { name: 'End poll' })).toHaveCount(0);
  await card(aleks, question).getByRole('button', { name: 'End poll' }).click();
  await aleks.getByRole('dialog').getByRole('button', { name: 'End poll' }).click();
  for (const page of [aleks, noor]) {
    await expect(card(page, question)).toContainText('Final result');
    await expect(card(page, question)).toContainText(/Tuesday.*most votes.*100%/);
    await expect(card(page, question).getByRole('radio')).toHaveCount(0);
  }
  await row(aleks, question).hover();
  await expect(row(aleks, question).getByRole('button', { name: 'Reply' })).toBeVisible();
  await expect(row(aleks, question).getByRole('button', { name: 'Edit' })).toHaveCount(0);
});

test('with the keyboard alone, several answers: arrows choose nothing, the space bar does', async ({
  browser,
}) => {
  await ask('Which glazes?', { multiple: true });
  const noor = await visit(scene, browser, 'member', scene.address);
  await composer(noor).press('Shift+Tab');
  await row(noor, 'Which glazes?').focus();
  await noor.keyboard.press('Tab');
  const red = card(noor, 'Which glazes?').getByRole('checkbox', { name: /Red/ });
  const blue = card(noor, 'Which glazes?').getByRole('checkbox', { name: /Blue/ });
  await red.focus();
  await noor.keyboard.press('ArrowDown');
  await expect(blue).toBeFocused();
  await expect(card(noor, 'Which glazes?')).toContainText('Nobody has voted yet');
  await noor.keyboard.press('Space');
  await expect(blue).toBeChecked();
  await noor.keyboard.press('ArrowUp');
  await noor.keyboard.press('Space');
  await expect(card(noor, 'Which glazes?')).toContainText('1 person voted');
  await expect(red).toBeChecked();
  await noor.keyboard.press('Space');
  await expect(red).not.toBeChecked();
  await expect(blue).toBeChecked();
  await noor.reload();
  await expect(messages(noor)).toBeVisible();
  await expect(blue).toBeChecked();
  await expect(red).not.toBeChecked();
});

test('an anonymous poll offers nobody a list, and its time ends it on an open page', async ({ browser }) => {
  const { id } = await ask('Shall we move?', { anonymous: true });
  const aleks = await visit(scene, browser, 'owner', scene.address);
  await answer(aleks, 'Shall we move?', /Blue/).check();
  await expect(card(aleks, 'Shall we move?')).toContainText('Anonymous');
  await expect(card(aleks, 'Shall we move?').getByRole('button', { name: 'Who voted' })).toHaveCount(0);
  await scene.world.db.prisma.poll.update({
    where: { messageId: id },
    data: { endsAt: new Date(Date.now() - 1000) },
  });
  await expect(card(aleks, 'Shall we move?')).toContainText('Final result');
  await expect(card(aleks, 'Shall we move?').getByRole('status')).toHaveText('The poll has ended.');
});

test('without JavaScript: from the message to the poll’s page, and a vote by a form', async ({ browser }) => {
  await ask('Without scripts?');
  const context = await scene.open(browser, scene.member, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(scene.address);
  await row(page, 'Without scripts?').getByRole('link', { name: 'Vote in this poll' }).click();
  await page.getByRole('button', { name: 'Blue' }).click();
  await expect(page.getByRole('button', { name: 'Blue' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('main')).toContainText('100% · 1 vote · your choice');
  await page.getByRole('button', { name: 'Blue' }).click();
  await expect(page.getByRole('main')).toContainText('Nobody has voted yet');

  // The same in a thread.
  const { services } = scene.world;
  const root = await scene.world.send(scene.owner, scene.channelId, 'let us decide');
  const thread = await services.threads.createThread(scene.owner.ctx, { messageId: root.id });
  await services.messages.sendMessage(scene.owner.ctx, {
    ...{ channelId: thread.id, clientId: randomUUID(), body: 'In a thread?' },
    poll: { answers: ['Yes', 'No'], hours: null, multiple: false, anonymous: false },
  });
  const inThread = `${scene.address}/t/${thread.id}`;
  await page.goto(inThread);
  await row(page, 'In a thread?').getByRole('link', { name: 'Vote in this poll' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await expect(page.getByRole('main')).toContainText('100% · 1 vote · your choice');
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page).toHaveURL(new RegExp(`${inThread}(/|$)`));
});
