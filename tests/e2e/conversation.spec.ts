import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, type Page, expect, test } from '@playwright/test';
import { makePlace, messages, visit as visitPlace } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene({ HEARTH_MESSAGES_BURST: '1000' })));
test.afterAll(() => scene.close());

const place = () => makePlace(scene);
const visit = (
  browser: Browser,
  who: 'owner' | 'member',
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> => visitPlace(scene, browser, who, address, options);

const toEnd = (page: Page) =>
  messages(page).evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);

test('everything that is done with messages can be done with the keyboard', async ({ browser }) => {
  const { address } = await place();
  const page = await visit(browser, 'owner', address);
  const other = await visit(browser, 'member', address);
  for (const text of ['first', 'second', 'third']) await say(page, text);

  // ↑ in an empty composer edits the last message; Escape leaves it as it was.
  await composer(page).press('ArrowUp');
  const editor = page.getByRole('textbox', { name: 'Edit message' });
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(composer(page)).toBeFocused();
  await composer(page).press('ArrowUp');
  await expect(editor).toBeFocused();
  await page.keyboard.type(' thought');
  await page.keyboard.press('Enter');
  await expect(row(other, 'third thought')).toHaveCount(1);
  await expect(composer(page)).toBeFocused();

  // Arrows move between rows, letters act on them.
  await row(page, 'third thought').focus();
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 'second')).toBeFocused();
  await page.keyboard.press('r');
  await expect(composer(page)).toBeFocused();
  await say(page, 'an answer');
  await expect(row(other, 'an answer')).toContainText('second');

  // What is deleted leaves the focus to its neighbour, and comes back.
  await row(page, 'first').focus();
  await page.keyboard.press('Delete');
  await expect(row(other, 'first')).toHaveCount(0);
  await expect(row(page, /^(?!.*answer).*second/)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(row(other, 'first')).toHaveCount(1);

  await row(page, 'an answer').focus();
  await page.keyboard.press('ArrowDown');
  await expect(composer(page)).toBeFocused();
});

test('a message appears at once and once, on both sides, and does not blink', async ({ browser }) => {
  const { address } = await place();
  const page = await visit(browser, 'owner', address);
  const other = await visit(browser, 'member', address);
  // How often the message stands in the list, frame by frame.
  await messages(page).evaluate((box) => {
    const counts: number[] = [];
    Object.assign(window, { counts });
    const look = (): void => {
      const rows = [...box.querySelectorAll('[data-row]')];
      counts.push(rows.filter((each) => each.textContent.includes('here')).length);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await say(page, 'now **here**');
  await expect(row(page, 'now here').locator('strong')).toHaveText('here');
  await expect(row(other, 'now here')).toHaveCount(1);
  const counts = await page.evaluate(() => (window as unknown as { counts: number[] }).counts);
  expect(new Set(counts.slice(counts.indexOf(1)))).toEqual(new Set([1]));
});

test('the new line stands where reading ended, and all devices forget it together', async ({ browser }) => {
  const { address, channelId, communityId } = await place();
  const { channelId: elsewhere } = await scene.world.services.channels.createChannel(scene.owner.ctx, {
    communityId,
    categoryId: null,
    name: 'elsewhere',
  });
  await scene.world.send(scene.owner, channelId, 'read before');
  const phone = await visit(browser, 'member', address);
  // Its own title says so as soon as it is looked at; the other device hears of it when it is noted.
  const unread = async () => {
    const { counters } = await scene.world.services.communities.getBootstrap(scene.member.ctx);
    const here = counters.find((each) => each.channelId === channelId);
    return (here?.posted ?? 0) - (here?.readOrdinal ?? 0);
  };
  await expect.poll(unread).toBe(0);
  // What other tests left unread is in the title too.
  const { counters } = await scene.world.services.communities.getBootstrap(scene.member.ctx);
  for (const { channelId, version } of counters)
    await scene.world.services.channels.markRead(scene.member.ctx, { channelId, seq: version });
  await phone.goto(`${scene.app.url}/c/${communityId}/${elsewhere}`);
  const desk = await visit(browser, 'member', `${scene.app.url}/c/${communityId}/${elsewhere}`);

  const writer = await visit(browser, 'owner', address);
  await say(writer, 'missed one');
  await say(writer, 'missed two');
  for (const page of [phone, desk]) await expect(page).toHaveTitle(/^\(2\)/);

  await desk.getByRole('link', { name: /general/ }).click();
  const above = desk.locator('[data-unread-line]');
  await expect(above).toHaveCount(1);
  const [line, first] = await Promise.all([above.boundingBox(), row(desk, 'missed one').boundingBox()]);
  expect(line?.y).toBeLessThan(first?.y ?? 0);
  for (const page of [phone, desk]) await expect(page).not.toHaveTitle(/^\(/);

  // What comes before one's eyes is not news.
  await desk.reload();
  await expect(messages(desk)).toBeVisible();
  await say(writer, 'seen live');
  await expect(row(desk, 'seen live')).toHaveCount(1);
  await expect(above).toHaveCount(0);
});

test('more unread than a page says so, and leads to where it begins', async ({ browser }) => {
  const { address, channelId } = await place();
  for (let n = 1; n <= 120; n += 1) await scene.world.send(scene.owner, channelId, `number ${n}.`);
  const page = await visit(browser, 'member', address);
  await page.getByRole('button', { name: /120 new messages/ }).click();
  await expect(row(page, 'number 1.')).toBeInViewport();
});

test('older pages arrive above without moving what is read', async ({ browser }) => {
  const { address, channelId } = await place();
  for (let n = 1; n <= 160; n += 1) {
    await scene.world.send(
      n % 5 ? scene.owner : scene.member,
      channelId,
      `number ${n}.${'\nand more'.repeat(n % 4)}`,
    );
  }
  const page = await visit(browser, 'owner', address);
  // Each frame, a row in the middle must not have gone up while the wheel turns the page down.
  await messages(page).evaluate((box) => {
    const jumps: number[] = [];
    let last: { key: string; top: number } | null = null;
    Object.assign(window, { jumps });
    const look = (): void => {
      const rows = [...box.querySelectorAll<HTMLElement>('[data-row]')];
      const again = last && rows.find((each) => each.dataset['row'] === last?.key);
      if (again && last) jumps.push(again.getBoundingClientRect().top - last.top);
      const middle = rows[rows.length >> 1];
      last = middle ? { key: middle.dataset['row'] ?? '', top: middle.getBoundingClientRect().top } : null;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await messages(page).hover();
  const first = row(page, 'number 1.');
  for (let turn = 0; turn < 120 && !(await first.isVisible()); turn += 1) {
    await page.mouse.wheel(0, -200);
    // As fast as a busy machine paints: what it never painted cannot have jumped.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  await expect(first).toBeVisible();
  const jumps = await page.evaluate(() => (window as unknown as { jumps: number[] }).jumps);
  expect(jumps.filter((jump) => jump < -1)).toEqual([]);
});

test('at the end it stays at the end; further up it stays where it is', async ({ browser }) => {
  const { address, channelId } = await place();
  for (let n = 1; n <= 60; n += 1) await scene.world.send(scene.owner, channelId, `number ${n}.`);
  const page = await visit(browser, 'owner', address);
  const other = await visit(browser, 'member', address);
  await expect.poll(() => toEnd(page)).toBeLessThan(2);
  await say(other, `tall\n${'line\n'.repeat(12)}end`);
  await expect(row(page, 'tall')).toHaveCount(1);
  await expect.poll(() => toEnd(page)).toBeLessThan(2);
  await composer(page).fill('several\nlines\nof\ntext');
  await expect.poll(() => toEnd(page)).toBeLessThan(2);

  await messages(page).hover();
  await page.mouse.wheel(0, -1200);
  await expect.poll(() => toEnd(page)).toBeGreaterThan(300);
  await page.waitForTimeout(300);
  const before = await messages(page).evaluate((box) => box.scrollTop);
  await say(other, 'further down');
  await expect(page.getByRole('button', { name: /new message/ })).toBeVisible();
  expect(await messages(page).evaluate((box) => box.scrollTop)).toBe(before);
  await page.getByRole('button', { name: /new message/ }).click();
  await expect(row(page, 'further down')).toBeInViewport();
});

test('a reply leads to what it answers, however far, and back', async ({ browser }) => {
  const { address, channelId } = await place();
  const far = await scene.world.send(scene.owner, channelId, 'long ago');
  for (let n = 1; n <= 140; n += 1) await scene.world.send(scene.owner, channelId, `number ${n}.`);
  await scene.world.services.messages.sendMessage(scene.member.ctx, {
    channelId,
    clientId: crypto.randomUUID(),
    body: 'as you said',
    replyToId: far.id,
  });
  const page = await visit(browser, 'owner', address);
  await row(page, 'as you said')
    .getByRole('link', { name: /long ago/ })
    .click();
  await expect(row(page, /^(?!.*as you said).*long ago/)).toBeFocused();
  await expect(page).toHaveURL(address);
  await page.getByRole('button', { name: /newest|new message/ }).click();
  await expect(row(page, 'as you said')).toBeInViewport();
  await expect.poll(() => toEnd(page)).toBeLessThan(2);
});

test('a link to a message that is gone leads to the newest', async ({ browser }) => {
  const { address, channelId } = await place();
  const gone = await scene.world.send(scene.owner, channelId, 'soon gone');
  await scene.world.send(scene.owner, channelId, 'still here');
  await scene.world.services.messages.deleteMessage(scene.owner.ctx, { messageId: gone.id });
  const page = await visit(browser, 'member', `${address}/${gone.id}`);
  await expect(page.getByText('That message is gone')).toBeVisible();
  await expect(row(page, 'still here')).toBeVisible();
});

test('two tabs of one browser send what waited once', async ({ browser }) => {
  const { address, channelId } = await place();
  const context = await scene.open(browser, scene.owner);
  const [one, two] = await Promise.all([context.newPage(), context.newPage()]);
  for (const page of [one, two]) {
    await page.goto(address);
    await expect(messages(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  await context.setOffline(true);
  await say(one, 'from the first tab');
  await say(two, 'from the second tab');
  await context.setOffline(false);
  await expect(async () => {
    const page = await scene.world.services.messages.getPage(scene.owner.ctx, { channelId });
    expect(page.messages.map(({ body }) => body).toSorted()).toEqual([
      'from the first tab',
      'from the second tab',
    ]);
  }).toPass({ timeout: 20_000 });
  for (const page of [one, two]) {
    await expect(row(page, 'from the first tab')).toHaveCount(1);
    await expect(row(page, 'from the second tab')).toHaveCount(1);
  }
});

test('a message that is refused says why, and can be discarded', async ({ browser }) => {
  const { address, channelId } = await place();
  const context = await scene.open(browser, scene.member);
  const page = await context.newPage();
  const answered = await scene.world.send(scene.owner, channelId, 'answer me');
  await page.goto(address);
  await expect(messages(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await row(page, 'answer me').focus();
  await page.keyboard.press('r');
  await say(page, 'too late');
  await scene.world.services.messages.deleteMessage(scene.owner.ctx, { messageId: answered.id });
  await context.setOffline(false);
  const failed = row(page, 'too late');
  await expect(failed).toContainText('Not sent', { timeout: 20_000 });
  await page.reload();
  await expect(failed).toContainText('Not sent');
  await failed.getByRole('button', { name: 'Discard' }).click();
  await expect(failed).toHaveCount(0);
  await page.reload();
  await expect(messages(page)).toBeVisible();
  await expect(failed).toHaveCount(0);
});

test('long texts are counted, and too long ones stay in the composer', async ({ browser }) => {
  const { address } = await place();
  const page = await visit(browser, 'owner', address);
  await composer(page).fill('x'.repeat(3990));
  await expect(page.getByText('10 characters left')).toBeVisible();
  await composer(page).fill('x'.repeat(4001));
  await expect(page.getByText('1 character too many')).toBeVisible();
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('x'.repeat(4001));
  await composer(page).fill('short');
  await composer(page).press('Enter');
  await expect(row(page, 'short')).toHaveCount(1);
});

test('Enter that ends a composition does not send', async ({ browser }) => {
  const { address } = await place();
  const page = await visit(browser, 'owner', address);
  await composer(page).focus();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await composer(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await session.send('Input.insertText', { text: '日本' });
  await expect(composer(page)).toHaveValue('日本');
  await expect(page.getByRole('article')).toHaveCount(0);
});

test('on a phone a tap shows the tools, Enter makes a line, and nothing is wider than the screen', async ({
  browser,
}) => {
  const { address, channelId } = await place();
  await scene.world.send(
    scene.owner,
    channelId,
    `${'wide'.repeat(80)}\n\`\`\`\n${'code '.repeat(60)}\n\`\`\``,
  );
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await visit(browser, 'owner', address, phone);
  await row(page, 'wide').tap({ position: { x: 100, y: 40 } });
  await expect(row(page, 'wide').getByRole('button', { name: 'Reply' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await composer(page).fill('one');
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('one\n');
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await expect(row(page, 'one')).toHaveCount(1);
});

test('a plain page turns its pages, and says what was wrong', async ({ browser }) => {
  const { address, channelId } = await place();
  for (let n = 1; n <= 70; n += 1) await scene.world.send(scene.owner, channelId, `number ${n}.`);
  const context = await scene.open(browser, scene.member, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  await expect(row(page, 'number 70.')).toBeInViewport();
  await page.getByRole('link', { name: 'Older messages' }).click();
  await expect(row(page, 'number 1.')).toHaveCount(1);
  await expect(row(page, 'number 22.')).toHaveCount(0);
  await page.getByRole('link', { name: 'Newer messages' }).click();
  await expect(row(page, 'number 70.')).toHaveCount(1);
  await composer(page).fill(' ');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('screen readers hear what arrives, once', async ({ browser }) => {
  const { address } = await place();
  const page = await visit(browser, 'owner', address);
  const other = await visit(browser, 'member', address);
  const announcer = page.locator('[data-announcer]');
  await say(other, 'hello there');
  await expect(announcer).toContainText('hello there');
  await expect(announcer).toBeEmpty({ timeout: 8000 });
  await say(page, 'my own words');
  await expect(row(page, 'my own words')).toHaveCount(1);
  await page.waitForTimeout(1500);
  await expect(announcer).toBeEmpty();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ]) {
    test(`is accessible in the ${colorScheme} theme at ${viewport.width} px`, async ({ browser }) => {
      const { address, channelId } = await place();
      const first = await scene.world.send(
        scene.owner,
        channelId,
        '# A heading\n\n> quoted\n\n- a list\n\n`code` ||hidden||',
      );
      await scene.world.services.messages.sendMessage(scene.member.ctx, {
        channelId,
        clientId: crypto.randomUUID(),
        body: 'see [there](https://example.org)\n```js\nlet x\n```',
        replyToId: first.id,
      });
      const page = await visit(browser, 'owner', address, { colorScheme, viewport });
      await row(page, 'see there').hover();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))).toEqual([]);
    });
  }
}
