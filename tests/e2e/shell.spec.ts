import { randomUUID } from 'node:crypto';
import { type Browser, type Page, expect, test } from '@playwright/test';
import { type Scene, setScene } from './stage.ts';

const list = (page: Page) => page.getByRole('navigation', { name: 'Channels' });
/** There while it is folded away, too. */
const members = (page: Page) => page.locator('#members');

/** The owner in the open channel, once everything that comes later has come. */
async function enter(scene: Scene, browser: Browser) {
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(scene.address);
  await page.waitForLoadState('networkidle');
  return page;
}

test('a part of the page that does not come leaves the page as it is', async ({ browser }) => {
  const scene = await setScene();
  const page = await enter(scene, browser);
  await page.route(/community-menu/, (route) => route.abort());
  await page.getByRole('button', { name: 'Community menu' }).click();
  await expect(page.getByRole('status').getByText('That could not be loaded.')).toBeVisible();
  await expect(list(page)).toBeVisible();
  await page.unroute(/community-menu/);
  await page.getByRole('button', { name: 'Community menu' }).click();
  await expect(page.getByRole('menuitem', { name: 'New channel' })).toBeVisible();
  await page.keyboard.press('Escape');

  // After an upgrade the files of this page are gone for good.
  await page.route(/\/assets\//, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByRole('status').getByText('Hearth has been upgraded.')).toBeVisible();
  await expect(list(page)).toBeVisible();
  await page.unroute(/\/assets\//);
  // The old page can be pressed until the new one is there.
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Your account' }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await scene.close();
});

test('what nobody asked for is missed by nobody, and not fetched where it has no place', async ({
  browser,
}) => {
  const scene = await setScene();
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.route(/panel-handle/, (route) => route.abort());
  const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('panel-handle'));
  await page.goto(scene.address);
  await refused;
  await page.waitForLoadState('networkidle');
  await expect(list(page)).toBeVisible();
  await expect(page.getByRole('status').getByText('That could not be loaded.')).toBeHidden();

  const fetched: string[] = [];
  const phone = await (
    await scene.open(browser, scene.owner, { viewport: { width: 360, height: 740 } })
  ).newPage();
  phone.on('request', (request) => fetched.push(request.url()));
  await phone.goto(scene.address);
  await phone.waitForLoadState('networkidle');
  expect(fetched.filter((url) => url.includes('panel-handle'))).toEqual([]);
  await phone.setViewportSize({ width: 900, height: 740 });
  await expect(phone.getByRole('separator', { name: 'Width of the channel list' })).toBeVisible();
  await scene.close();
});

test('a request that does not get through is told, and the page stays', async ({ browser }) => {
  const scene = await setScene();
  const { world, owner, communityId } = scene;
  await world.services.channels.createChannel(owner.ctx, { communityId, categoryId: null, name: 'one' });
  const second = await world.community(owner);
  const page = await enter(scene, browser);
  await page.getByRole('button', { name: 'Community menu' }).click();
  await page.getByRole('menuitem', { name: 'New category' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();

  await page.route(/\.data(\?|$)/, (route) => route.abort());
  await page.route(/\/api\/v1\/.*members/, (route) => route.abort());
  await page.getByRole('dialog').getByLabel('Name').fill('Garden');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog').getByText('That did not get through.')).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('Garden');
  await page.keyboard.press('Escape');

  const names = list(page).locator('[data-channel] a bdi');
  await expect(names).toHaveText(['general', 'one']);
  await page.getByRole('link', { name: 'one', exact: true }).press('Alt+ArrowUp');
  await expect(page.getByRole('status').getByText('That did not get through.')).toBeVisible();
  await expect(names).toHaveText(['general', 'one']);

  // To another community and back, while the pages' own requests do not get through: what is known is shown.
  const rail = page.getByRole('navigation', { name: 'Communities' });
  await rail.locator(`a[href^="/c/${second.communityId}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/c/${second.communityId}/`));
  await expect(page.getByRole('textbox', { name: /^Message/ })).toBeVisible();
  await rail.locator(`a[href^="/c/${communityId}"]`).click();
  await expect(page).toHaveURL(scene.address);
  await page.unroute(/\/api\/v1\/.*members/);
  await expect(members(page).getByText('noor')).toBeVisible();

  // A page that cannot be fetched says so beside the channels.
  await page.getByRole('button', { name: 'Community menu' }).click();
  await page.getByRole('menuitem', { name: 'Community settings' }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: 'That went wrong' })).toBeVisible();
  await expect(list(page)).toBeVisible();
  await page.unroute(/\.data(\?|$)/);
  await page.getByRole('link', { name: 'one', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'one' })).toBeVisible();
  await scene.close();
});

/** Members person-000 and on, without the work of signing each of them up. */
async function fill({ world, communityId }: Scene, count: number) {
  const people = Array.from({ length: count }, (_, n) => {
    const name = `person-${String(n).padStart(3, '0')}`;
    return { id: randomUUID(), username: name, usernameSkeleton: name, displayName: name, passwordHash: '' };
  });
  await world.db.prisma.account.createMany({ data: people });
  await world.db.prisma.member.createMany({ data: people.map(({ id }) => ({ communityId, accountId: id })) });
}

test('the member list learns who came without starting over, and only where it is seen', async ({
  browser,
}) => {
  const scene = await setScene();
  const { world, communityId, app } = scene;
  const join = async (name: string) => world.join(await world.person(name), communityId);
  await fill(scene, 120);
  const page = await enter(scene, browser);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (/members|\.data/.test(request.url())) asked.push(request.url().replace(app.url, ''));
  });
  const scrollTo = (where: 'top' | 'end') =>
    members(page)
      .locator('[data-member-list]')
      .evaluate((list, end) => list.scrollTo(0, end ? list.scrollHeight : 0), where === 'end');
  // The list is as long as all of it before all of it was fetched.
  await expect(members(page).getByText('Members · 122')).toBeVisible();
  await expect(async () => {
    await scrollTo('end');
    await expect(members(page).getByText('person-119', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(members(page).getByText('person-119', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Members' }).click();
  await expect(members(page)).toBeHidden();
  asked.length = 0;

  for (const name of ['person-0000', 'person-1190', 'person-1191']) await join(name);
  await expect
    .poll(async () => (await scene.world.services.directory.community(communityId))?.memberCount)
    .toBe(125);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Members' }).click();
  await expect(async () => {
    await scrollTo('end');
    await expect(members(page).getByText('person-1191', { exact: true })).toBeVisible({ timeout: 500 });
  }).toPass();
  await scrollTo('top');
  await expect(members(page).getByText('person-0000', { exact: true })).toBeVisible();
  // As many pages as were open, once, and nothing of the page itself.
  expect(asked.map((url) => url.replace(/after=.*/, 'after'))).toEqual([
    `/api/v1/communities/${communityId}/members`,
    `/api/v1/communities/${communityId}/members?after`,
  ]);
  await scene.close();
});

test('a page outside of a community that cannot be fetched says so, too', async ({ browser }) => {
  const scene = await setScene();
  const page = await (await scene.open(browser, scene.owner)).newPage();
  await page.goto(`${scene.app.url}/settings`);
  await page.waitForLoadState('networkidle');
  await page.route(/\.data(\?|$)/, (route) => route.abort());
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { name: 'That went wrong' })).toBeVisible();
  await page.getByRole('link', { name: 'To the start page' }).click();
  await expect(page.getByRole('textbox', { name: /^Message/ })).toBeVisible();
  await scene.close();
});

test('what goes away while it is open says so', async ({ browser }) => {
  const scene = await setScene();
  const { world, owner, member, communityId } = scene;
  const { channelId } = await world.services.channels.createChannel(owner.ctx, {
    communityId,
    categoryId: null,
    name: 'one',
  });
  const page = await (await scene.open(browser, member)).newPage();
  await page.goto(`${scene.app.url}/c/${communityId}/${channelId}`);
  await page.waitForLoadState('networkidle');
  await world.services.channels.deleteChannel(owner.ctx, { channelId });
  await expect(page.getByRole('heading', { name: 'This channel is not here' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the community' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'general' })).toBeVisible();

  await world.services.communities.leaveCommunity(member.ctx, { communityId });
  await expect(page.getByRole('heading', { name: 'You are not in this community any more' })).toBeVisible();
  await page.getByRole('link', { name: 'To the start page' }).click();
  await expect(page.getByRole('heading', { name: 'Hello' })).toBeVisible();
  await scene.close();
});

test('the way back leads to where somebody was', async ({ browser }) => {
  const scene = await setScene();
  const { app, world, owner } = scene;
  await world.community(owner);
  const second = await world.community(owner);
  const { channelId } = await world.services.channels.createChannel(owner.ctx, {
    communityId: second.communityId,
    categoryId: null,
    name: 'two',
  });
  const place = `${app.url}/c/${second.communityId}/${channelId}`;
  const page = await (await scene.open(browser, owner)).newPage();
  await page.goto(place);
  await page.getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('menuitem', { name: 'Appearance' }).click();
  await page.getByRole('link', { name: 'Back to the conversation' }).click();
  await expect(page).toHaveURL(place);
  await page.getByRole('link', { name: 'Create or join a community' }).click();
  await page.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(page).toHaveURL(place);
  // So does the address without a path; a place that is gone does not stand in the way.
  await page.goto(app.url);
  await expect(page).toHaveURL(place);
  await world.services.channels.deleteChannel(owner.ctx, { channelId });
  await page.goto(app.url);
  await expect(page).toHaveURL(`${app.url}/c/${second.communityId}/${second.channelId}`);
  await scene.close();
});

test('a finger can hit whatever is there to be pressed', async ({ browser }) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  await world.services.channels.createCategory(owner.ctx, { communityId, name: 'Workshop' });
  await world.services.invites.createInvite(owner.ctx, { communityId, lifetime: null, maxUses: null });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await (await scene.open(browser, owner, phone)).newPage();
  /** What is less than 44 px wide or high within `place`, by its text. */
  const cramped = (place: string) =>
    page.locator(place).evaluate((root) =>
      Array.from(root.querySelectorAll('a, button, select, input:not([type=radio]), label:has(> input)'))
        .filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.closest('.skip-link, .sr-only, label *'),
        )
        .map((each) => ({
          box: (each.matches('.channel-link') ? each.closest('li')! : each).getBoundingClientRect(),
          name: each.ariaLabel ?? each.textContent,
        }))
        .filter(({ box }) => Math.round(box.width) < 44 || Math.round(box.height) < 44)
        .map(({ box, name }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
    );
  await page.goto(scene.address);
  await page.getByRole('link', { name: 'Show channels' }).tap();
  await expect(list(page)).toBeVisible();
  expect(await cramped('#channels')).toEqual([]);
  const places = ['/communities/new', '/settings', '/settings/sessions', '/admin'];
  for (const place of [...places, `/c/${communityId}/settings`, `/c/${communityId}/settings/invites`]) {
    await page.goto(app.url + place);
    expect(await cramped('body'), place).toEqual([]);
  }
  await scene.close();
});

test('what is open or chosen can be told in the visitor’s own colours', async ({ browser }) => {
  const scene = await setScene();
  const { app, world, owner, communityId } = scene;
  await world.services.channels.createChannel(owner.ctx, { communityId, categoryId: null, name: 'one' });
  const page = await (await scene.open(browser, owner, { forcedColors: 'active' })).newPage();
  const outline = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((each) =>
        [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth].join(' '),
      );
  await page.goto(scene.address);
  expect(await outline('.channel-row[data-current]')).toBe('solid 3px');
  expect(await outline('.channel-row:not([data-current])')).toContain('none');
  await page.goto(`${app.url}/settings/appearance`);
  expect(await outline('label:has(:checked)')).toBe('solid 3px');
  expect(await outline('label:has(> input:not(:checked))')).toBe('solid 1px');
  expect(await outline('.tab-nav-link[aria-current=page]')).toBe('solid 3px');
  await scene.close();
});

test('a link is copied also where the browser keeps its clipboard shut, and the button says what is shown', async ({
  browser,
}) => {
  const scene = await setScene();
  const page = await (
    await scene.open(browser, scene.owner, { viewport: { width: 1000, height: 700 } })
  ).newPage();
  // As on plain http in a household.
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.goto(scene.address);
  await page.getByRole('link', { name: 'general', exact: true }).hover();
  await page.getByRole('button', { name: /general.*options/ }).click();
  await page.getByRole('menuitem', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').getByText('Copied')).toBeVisible();
  await page.getByRole('textbox', { name: /^Message/ }).focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: /^Message/ })).toHaveValue(scene.address);

  const button = page.getByRole('button', { name: 'Members', exact: true });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.setViewportSize({ width: 1300, height: 700 });
  await page.keyboard.press('Escape');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await scene.close();
});
