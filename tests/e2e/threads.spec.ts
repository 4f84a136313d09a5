import { type Browser, type BrowserContextOptions, type Page, expect, test } from '@playwright/test';
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
  options: BrowserContextOptions = { viewport: { width: 1600, height: 900 } },
): Promise<Page> => visitPlace(scene, browser, who, address, options);
const pane = (page: Page) => page.getByRole('complementary', { name: 'Thread' });

test('a thread beside its channel: begun, followed, read apart, renamed and locked', async ({ browser }) => {
  const { address } = await makePlace(scene);
  const owner = await visit(browser, 'owner', address);
  const member = await visit(browser, 'member', address);
  await say(owner, 'the kiln is warm');
  await row(member, 'the kiln is warm').hover();
  await row(member, 'the kiln is warm').getByRole('button', { name: 'Begin a thread' }).click();
  await expect(
    pane(member).getByRole('heading', { name: 'the kiln is warm', exact: true }).first(),
  ).toBeVisible();
  const write = async (page: Page, text: string) => {
    const field = pane(page).getByRole('textbox', { name: /^Message/ });
    await field.fill(text);
    await field.press('Enter');
    await expect(field).toHaveValue('');
  };
  await write(member, 'how warm?');
  await expect(row(member, 'how warm?')).toHaveCount(1);
  // In the channel it is one line below the message, with a number.
  const chip = row(owner, 'the kiln is warm').getByRole('link', { name: /the kiln is warm 1 message/ });
  await chip.click();
  await expect(row(owner, 'how warm?')).toHaveCount(1);
  await write(owner, 'nine hundred');
  await expect(row(member, 'nine hundred')).toHaveCount(1);
  expect(await serious(owner)).toEqual([]);

  // Who follows it sees in the sidebar what is new, and nothing new in the channel itself.
  await pane(member).getByRole('link', { name: 'Close the thread' }).click();
  await expect(pane(member)).toHaveCount(0);
  await write(owner, 'now a thousand');
  const inSide = member.getByRole('navigation', { name: 'Channels' }).getByRole('link', { name: /kiln/ });
  await expect(inSide).toHaveText(/1 unread message/);
  await inSide.click();
  await expect(row(member, 'now a thousand')).toHaveCount(1);
  await expect(inSide).not.toHaveText(/unread/);

  await pane(owner).getByRole('link', { name: 'Thread settings' }).click();
  await owner.getByLabel('Name').fill('Kiln watch');
  await owner.getByRole('button', { name: 'Save' }).click();
  await expect(pane(member).getByRole('heading', { name: 'Kiln watch', exact: true }).first()).toBeVisible();
  await pane(owner).getByRole('link', { name: 'Thread settings' }).click();
  await owner.getByRole('button', { name: 'Lock' }).click();
  await expect(pane(member).locator('[data-read-only]')).toContainText('locked');
  await expect(pane(owner).getByRole('textbox', { name: /^Message/ })).toBeVisible();

  await member.getByRole('link', { name: 'Threads' }).click();
  await expect(member.getByRole('link', { name: /Kiln watch/ }).first()).toBeVisible();
  expect(await serious(member)).toEqual([]);
});

test('on a phone a thread stands in the place of its channel; without JavaScript it is a page', async ({
  browser,
}) => {
  const { address, channelId } = await makePlace(scene);
  const root = await scene.world.send(scene.owner, channelId, 'a question');
  const { id } = await scene.world.services.threads.createThread(scene.owner.ctx, { messageId: root.id });
  await scene.world.send(scene.owner, id, 'an answer');
  const phone = await (
    await scene.open(browser, scene.member, { viewport: { width: 390, height: 844 } })
  ).newPage();
  await phone.goto(`${address}/t/${id}`);
  await expect(row(phone, 'an answer')).toBeVisible();
  await expect(row(phone, 'a question')).toBeHidden();
  const plain = await (await scene.open(browser, scene.member, { javaScriptEnabled: false })).newPage();
  await plain.goto(`${address}/t/${id}`);
  await pane(plain)
    .getByRole('textbox', { name: /^Message/ })
    .fill('plainly');
  await pane(plain).getByRole('button', { name: 'Send', exact: true }).click();
  await expect(row(plain, 'plainly')).toHaveCount(1);
});
