import { randomUUID } from 'node:crypto';
import { type Browser, type BrowserContextOptions, type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { connected, makePlace } from './places.ts';
import { type Scene, row, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene()));
test.afterAll(() => scene.close());

const wide: BrowserContextOptions = { viewport: { width: 1600, height: 900 } };
const visit = async (
  browser: Browser,
  who: 'owner' | 'member',
  address: string,
  options: BrowserContextOptions = wide,
): Promise<Page> => {
  const page = await (await scene.open(browser, scene[who], options)).newPage();
  const ready = options.javaScriptEnabled !== false && connected(page);
  await page.goto(address);
  // Before it is alive a link is one to another page.
  await ready;
  return page;
};
const pane = (page: Page) => page.getByRole('complementary', { name: 'Thread' });
const card = (page: Page, title: string) => page.locator('[data-post]').filter({ hasText: title });
const titles = (page: Page) => page.locator('[data-post] h2 bdi').allTextContents();

async function makeForum(): Promise<{ communityId: string; forumId: string; address: string }> {
  const { communityId } = await makePlace(scene);
  const { channelId: forumId } = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
    topic: 'One question a post, please.',
  });
  return { communityId, forumId, address: `${scene.app.url}/c/${communityId}/${forumId}` };
}
/** Faster than somebody may write by hand. */
async function fill(communityId: string, forumId: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await scene.world.db.prisma.channel.create({
      data: {
        ...{ id: randomUUID(), communityId, parentId: forumId, createdById: scene.owner.id, kind: 'thread' },
        ...{ name: `question ${n}.`, position: 0, createdAt: new Date(Date.now() - n * 60_000) },
      },
    });
}

test('a forum: made, tagged, posted in, answered, filtered and tidied', async ({ browser }) => {
  const { communityId } = await makePlace(scene);
  const owner = await visit(browser, 'owner', `${scene.app.url}/c/${communityId}/channels/new`);
  await owner.getByLabel('Name').fill('questions');
  await owner.getByLabel('Topic').fill('One question a post, please.');
  await owner.getByText('Forum', { exact: true }).click();
  await owner.getByRole('button', { name: 'Create' }).click();
  await expect(owner.getByRole('heading', { name: 'No posts yet' })).toBeVisible();
  expect(await serious(owner)).toEqual([]);
  await owner.getByRole('link', { name: 'Manage tags' }).click();
  for (const name of ['Glaze', 'Firing']) {
    await owner.getByRole('textbox', { name: 'Name' }).last().fill(name);
    await owner.getByRole('button', { name: 'Add a tag' }).click();
    await expect(owner.getByRole('listitem').filter({ hasText: name }).first()).toBeVisible();
  }
  expect(await serious(owner)).toEqual([]);
  await owner.getByRole('link', { name: 'questions' }).first().click();
  await expect(owner.getByRole('heading', { name: 'No posts yet' })).toBeVisible();
  const member = await visit(browser, 'member', owner.url());

  await member.getByRole('link', { name: 'New post' }).first().click();
  const dialog = member.getByRole('dialog', { name: 'New post' });
  await dialog.getByLabel('Title').fill('How warm is the kiln?');
  await dialog.getByLabel('Text').fill('I **wonder**, before I open it.');
  // A slip of the finger throws nothing away.
  await member.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await member.getByRole('link', { name: 'New post' }).first().click();
  await expect(dialog.getByLabel('Title')).toHaveValue('How warm is the kiln?');
  await expect(dialog.getByLabel('Text')).toHaveValue('I **wonder**, before I open it.');
  await dialog.getByRole('checkbox', { name: 'Firing' }).check();
  expect(await serious(member)).toEqual([]);
  await dialog.getByRole('button', { name: 'Post' }).click();
  await expect(
    pane(member).getByRole('heading', { name: 'How warm is the kiln?', exact: true }).first(),
  ).toBeVisible();
  await expect(row(member, 'I wonder, before I open it.')).toHaveCount(1);
  await expect(dialog).toHaveCount(0);
  await member.getByRole('link', { name: 'New post' }).first().click();
  await expect(dialog.getByLabel('Title')).toHaveValue('');
  await member.keyboard.press('Escape');

  // It moves in where the list is open, unread and with its tag.
  const kiln = card(owner, 'How warm is the kiln?');
  await expect(kiln).toContainText('I wonder, before I open it.');
  await expect(kiln).toContainText('Firing');
  await expect(kiln).toContainText('No replies yet');
  await expect(kiln.getByRole('link', { name: /\(unread\)/ })).toBeVisible();
  await kiln.getByRole('link').click();
  const field = pane(owner).getByRole('textbox', { name: /^Message/ });
  await field.fill('Nine hundred.');
  await field.press('Enter');
  await expect(row(member, 'Nine hundred.')).toHaveCount(1);
  await expect(card(member, 'How warm is the kiln?')).toContainText('1 reply');
  await expect(kiln.getByRole('link', { name: /\(unread\)/ })).toHaveCount(0);
  expect(await serious(owner)).toEqual([]);

  // Filters: by a tag, by what waits for an answer; the order is remembered.
  await pane(member).getByRole('link', { name: 'Close the thread' }).click();
  const shown = member.getByRole('list', { name: 'Show only' });
  await shown.getByRole('link', { name: 'Glaze' }).click();
  await expect(member.getByRole('heading', { name: 'No post matches' })).toBeVisible();
  await shown.getByRole('link', { name: 'Firing' }).click();
  await expect(card(member, 'How warm is the kiln?')).toBeVisible();
  await shown.getByRole('link', { name: 'Unanswered' }).click();
  await expect(member.getByRole('heading', { name: 'No post matches' })).toBeVisible();
  await member.getByRole('button', { name: 'Show all' }).click();
  await member.getByRole('link', { name: 'Newest' }).click();
  await member.reload();
  await expect(member.getByRole('link', { name: 'Newest' })).toHaveAttribute('aria-current', 'true');

  // A moderator pins, archives and deletes; who has the list open sees it.
  const settings = async () => {
    if (!(await pane(owner).isVisible())) await kiln.getByRole('link').click();
    await pane(owner).getByRole('link', { name: 'Thread settings' }).click();
  };
  await settings();
  expect(await serious(owner)).toEqual([]);
  await owner.getByRole('button', { name: 'Pin to the top' }).click();
  await expect(card(member, 'How warm is the kiln?').getByText('Pinned')).toBeAttached();
  await settings();
  await owner.getByRole('button', { name: 'Archive' }).click();
  await expect(member.locator('[data-post]')).toHaveCount(0);
  await member.getByRole('link', { name: 'Older posts' }).click();
  await expect(card(member, 'How warm is the kiln?')).toBeVisible();
  await settings();
  await owner.getByRole('link', { name: 'Delete the post' }).click();
  await owner.getByRole('button', { name: 'Delete the post' }).click();
  await expect(member.locator('[data-post]')).toHaveCount(0);
  await expect(owner.getByRole('heading', { name: 'No posts yet' })).toBeVisible();
});

test('a new post marks the forum as unread for who is elsewhere', async ({ browser }) => {
  const { communityId, channelId } = await makePlace(scene);
  const { channelId: forumId } = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
  });
  const member = await visit(browser, 'member', `${scene.app.url}/c/${communityId}/${channelId}`);
  const inSide = member
    .getByRole('navigation', { name: 'Channels' })
    .getByRole('link', { name: /questions/ });
  await expect(inSide).toBeVisible();
  const writer = await visit(browser, 'owner', `${scene.app.url}/c/${communityId}/${forumId}`);
  await writer.getByRole('link', { name: 'New post' }).first().click();
  await writer.getByLabel('Title').fill('News');
  await writer.getByLabel('Text').fill('of the kiln');
  await writer.getByRole('button', { name: 'Post' }).click();
  await expect(inSide).toHaveText(/1 unread/);
  await inSide.click();
  await expect(card(member, 'News')).toBeVisible();
  await member
    .getByRole('navigation', { name: 'Channels' })
    .getByRole('link', { name: /general/ })
    .click();
  await expect(inSide).not.toHaveText(/unread/);
});

test('what is new waits while one reads further down; pages follow one another', async ({ browser }) => {
  const { communityId, forumId, address } = await makeForum();
  await fill(communityId, forumId, 60);
  const member = await visit(browser, 'member', address);
  await expect(member.locator('[data-post]')).toHaveCount(25);
  for (const count of [50, 60]) {
    await member.getByRole('link', { name: 'More posts' }).click();
    await expect(member.locator('[data-post]')).toHaveCount(count);
  }
  const before = await titles(member);
  expect(new Set(before).size).toBe(60);
  const last = card(member, 'question 60.');
  await last.scrollIntoViewIfNeeded();
  const place = await last.boundingBox();
  const writer = await visit(
    browser,
    'owner',
    `${scene.app.url}/c/${communityId}/channels/${forumId}/posts/new`,
  );
  await writer.getByLabel('Title').fill('The newest of all');
  await writer.getByLabel('Text').fill('just now');
  await writer.getByRole('button', { name: 'Post' }).click();
  await expect(
    pane(writer).getByRole('heading', { name: 'The newest of all', exact: true }).first(),
  ).toBeVisible();
  const news = member.getByRole('button', { name: 'Show what is new' });
  await expect(news).toBeVisible();
  expect(await titles(member)).toEqual(before);
  expect((await last.boundingBox())?.y).toBe(place?.y);
  await news.click();
  await expect(member.locator('[data-post]').first()).toContainText('The newest of all');
  await expect(member.locator('[data-post]')).toHaveCount(61);
});

test('on a phone a post stands in the place of the list, and back leads to where one was', async ({
  browser,
}) => {
  const { communityId, forumId, address } = await makeForum();
  await fill(communityId, forumId, 25);
  const phone = await visit(browser, 'member', address, { viewport: { width: 390, height: 844 } });
  await expect(phone.locator('[data-post]')).toHaveCount(25);
  const post = card(phone, 'question 20.');
  await post.scrollIntoViewIfNeeded();
  await post.getByRole('link').click();
  await expect(pane(phone).getByRole('heading', { name: 'question 20.', exact: true }).first()).toBeVisible();
  await expect(post).toBeHidden();
  await phone.goBack();
  await expect(post).toBeInViewport();
});

test('without JavaScript one reads, filters and posts', async ({ browser }) => {
  const { forumId, address } = await makeForum();
  await scene.world.services.forums.createTag(scene.owner.ctx, { channelId: forumId, name: 'Glaze' });
  const plain = await visit(browser, 'member', address, { javaScriptEnabled: false });
  await plain.getByRole('link', { name: 'New post' }).first().click();
  await plain.getByRole('button', { name: 'Post' }).click();
  await expect(plain.getByLabel('Title')).toHaveAttribute('aria-invalid', 'true');
  await plain.getByLabel('Title').fill('Plainly');
  await plain.getByLabel('Text').fill('said');
  await plain.getByRole('checkbox', { name: 'Glaze' }).check();
  await plain.getByRole('button', { name: 'Post' }).click();
  await expect(row(plain, 'said')).toHaveCount(1);
  await plain.goto(address);
  await plain.getByRole('link', { name: 'Glaze' }).click();
  await expect(card(plain, 'Plainly')).toBeVisible();
  await plain.getByRole('link', { name: 'Older posts' }).click();
  await expect(plain.getByText('There are no older posts.')).toBeVisible();
});
