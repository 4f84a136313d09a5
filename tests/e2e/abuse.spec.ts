import { type Browser, type Page, expect, test } from '@playwright/test';
import { badHrefs, badRedirects, xss } from '../support/hostile.ts';
import { testPassword } from '../support/world.ts';
import { type Scene, composer, row, setScene } from './stage.ts';

// In a real browser: nothing of what people write, or put into an address, runs, loads or leads astray. The policy would
// stop most of it; here it must never come to that, so a single report of the policy fails a test as well.

test.describe.configure({ timeout: 180_000 });

let scene: Scene;
test.beforeAll(async () => {
  scene = await setScene({ HEARTH_MESSAGES_PER_SECOND: '1000', HEARTH_MESSAGES_BURST: '1000' });
});
test.afterAll(async () => {
  expect(scene.app.logs()).not.toMatch(/failed unexpectedly/);
  await scene.close();
});

interface Watched {
  page: Page;
  /** What ran, what the policy stopped, what was asked of other hosts, and what broke. */
  incidents: () => Promise<string[]>;
}

/** A page that notices what must not happen in it. */
async function watched(
  browser: Browser,
  who: 'owner' | 'member' | null,
  javaScriptEnabled = true,
): Promise<Watched> {
  const context = who
    ? await scene.open(browser, scene[who], { javaScriptEnabled })
    : await browser.newContext({ locale: 'en-GB', javaScriptEnabled });
  const found: string[] = [];
  await context.exposeFunction('reportIncident', (what: string) => found.push(what));
  await context.addInitScript(() => {
    const report = (window as unknown as { reportIncident: (what: string) => void }).reportIncident;
    Object.assign(window, { pwned: () => report(`ran: ${new Error('pwned').stack}`) });
    document.addEventListener('securitypolicyviolation', (event) =>
      report(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted|Refused to/i.test(message.text()))
      found.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && host !== new URL(scene.app.url).host)
      found.push(`request: ${request.url()}`);
  });
  page.on('popup', (popup) => found.push(`popup: ${popup.url()}`));
  return {
    page,
    incidents: async () => {
      // Handlers of images that fail and of animations run a moment later; a round through the page lets them.
      if (javaScriptEnabled) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      return [...new Set(found)];
    },
  };
}

/** Where the links of a page lead, by kind. */
const protocols = (page: Page) =>
  page
    .locator('a[href], area[href], form[action]')
    .evaluateAll((elements) => [
      ...new Set(
        elements.map(
          (element) =>
            new URL((element as HTMLAnchorElement).href || (element as unknown as HTMLFormElement).action)
              .protocol,
        ),
      ),
    ]);

/** Elements that no page of ours has, and attributes that would run something. */
const strangers = (page: Page) =>
  page.evaluate(() => [
    ...[
      ...document.querySelectorAll(
        'iframe, object, embed, base, body style, math, marquee, body meta, video, details[ontoggle], svg animate, svg script',
      ),
    ].map((element) => element.outerHTML.slice(0, 100)),
    ...[...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes]
        .filter(({ name }) => name.startsWith('on') || name === 'srcdoc')
        .map(({ name }) => `${element.tagName} ${name}`),
    ),
    ...[...document.querySelectorAll('body img')]
      .map((image) => (image as HTMLImageElement).src)
      .filter((src) => !src.startsWith(location.origin)),
  ]);

async function expectHarmless({ page, incidents }: Watched): Promise<void> {
  expect(await incidents()).toEqual([]);
  expect(await strangers(page)).toEqual([]);
  for (const protocol of await protocols(page)) expect(['http:', 'https:', 'mailto:']).toContain(protocol);
}

const short = xss.filter((text) => text.length <= 64 && !/[\u2028\u2029\t]/.test(text));

test('X1 messages that are markup are read as they were written, arriving and after a reload', async ({
  browser,
}) => {
  const { world, owner, member, address, channelId } = scene;
  const reader = await watched(browser, 'owner');
  await reader.page.goto(address);
  await expect(composer(reader.page)).toBeVisible();
  await expect(reader.page.locator('[data-messages]')).toBeVisible();
  let replyToId: string | undefined;
  for (const text of xss) {
    const marked = `**${text}** ||${text}|| > [${text}](https://example.org/${encodeURIComponent(text)})\n\`\`\`${text}\n${text}\n\`\`\``;
    for (const body of [text, marked.slice(0, 4000)])
      ({ id: replyToId } = await world.send(member, channelId, body, { ...(replyToId && { replyToId }) }));
  }
  // Written on another connection than the page's: the last one says that all are there.
  await world.send(member, channelId, 'the last one');
  await reader.page.reload();
  await expect(row(reader.page, 'the last one')).toBeVisible();
  await expectHarmless(reader);

  // The same over the wire, by the writer's own page.
  const writer = await watched(browser, 'member');
  await writer.page.goto(address);
  await expect(composer(writer.page)).toBeVisible();
  for (const [index, text] of short.slice(0, 12).entries()) {
    await composer(writer.page).fill(`live ${index} ${text}`);
    await composer(writer.page).press('Enter');
    await expect(row(reader.page, `live ${index} `)).toContainText(
      text
        .replace(/[\\*_`]/g, '')
        .slice(0, 20)
        .trim(),
    );
  }
  await expectHarmless(writer);
  await expectHarmless(reader);

  // Pressed and pointed at: spoilers open, links are looked at, nothing else happens.
  for (const spoiler of await reader.page.locator('article [role=button][aria-label]').all())
    await spoiler.click({ timeout: 2000 }).catch(() => {});
  for (const link of await reader.page.locator('article a').all())
    await link.hover({ timeout: 2000 }).catch(() => {});
  await expectHarmless(reader);
  expect(owner.id).not.toBe(member.id);
});

test('X1 names, topics, devices and addresses that are markup are shown as text on every page', async ({
  browser,
}) => {
  const { world, app, owner } = scene;
  const { services, db } = world;
  const { communityId, channelId } = await world.community(owner);
  // Each text in every place that has a name, all at once: a few pages show them all.
  for (const [index, text] of short.entries()) {
    const { categoryId } = await services.channels.createCategory(owner.ctx, { communityId, name: text });
    await services.channels.createChannel(owner.ctx, { communityId, categoryId, name: text, topic: text });
    const id = crypto.randomUUID();
    const account = {
      id,
      username: `x${index}`,
      usernameSkeleton: `x${id}`,
      passwordHash: '',
      displayName: text,
    };
    await db.prisma.account.create({ data: account });
    await db.prisma.member.create({ data: { communityId, accountId: id } });
    const invite = { communityId, code: `CODE${id.slice(0, 8)}`, createdById: id, label: text };
    await db.prisma.invite.create({ data: { id, ...invite } });
    const asking = { ...account, id: crypto.randomUUID(), username: `y${index}`, usernameSkeleton: `y${id}` };
    await db.prisma.account.create({ data: asking });
    const request = { communityId, accountId: asking.id, answers: [{ question: text, answer: text }] };
    await db.prisma.joinRequest.create({ data: request });
    const userAgent = `${text} Firefox/${index} ${text}`;
    await services.accounts.logIn(
      { ...world.anonymous(), via: 'page', userAgent },
      { login: owner.username, password: testPassword },
    );
  }
  const visitor = await watched(browser, 'owner');
  const { page } = visitor;
  const ways = ['', '/settings', '/settings/invites', '/members', `/channels/${channelId}`, '/channels/new'];
  for (const text of [short[0]!, short[6]!, short[12]!]) {
    await services.communities.updateCommunity(owner.ctx, { communityId, name: text, letter: '<"' });
    await services.channels.updateChannel(owner.ctx, { channelId, name: text, topic: text });
    await world.send(owner, channelId, 'a first message');
    for (const path of [
      ...ways.map((way) => `/c/${communityId}${way}`),
      ...['/settings', '/settings/sessions', `/welcome/${communityId}`],
      `/invite/CODE${(await db.prisma.member.findFirstOrThrow({ where: { communityId, NOT: { accountId: owner.id } } })).accountId.slice(0, 8)}`,
    ]) {
      await page.goto(`${app.url}${path}`);
      await expect(page.locator('body')).toBeVisible();
      await expectHarmless(visitor);
    }
  }
  await services.invites.updateJoinSettings(owner.ctx, {
    communityId,
    rules: short[0],
    questions: [short[6]],
  });
  for (const path of ['joining', 'requests']) {
    await page.goto(`${app.url}/c/${communityId}/settings/${path}`);
    await expect(page.locator('body')).toBeVisible();
    await expectHarmless(visitor);
  }
  // They were there to be read, not left out.
  await page.goto(`${app.url}/c/${communityId}/${channelId}`);
  for (const text of short) await expect(page.locator('body')).toContainText(text);
});

test('X1 an address cannot put anything into a page', async ({ browser }) => {
  const visitor = await watched(browser, null);
  const { page } = visitor;
  const ways = [
    (text: string) => `/login?redirectTo=${text}`,
    (text: string) => `/no/such/${text}`,
    (text: string) => `/invite/${text}`,
    (text: string) => `/register?invite=${text}&name=${text}`,
    (text: string) => `/?${text}=${text}#${text}`,
  ];
  for (const [index, text] of xss.entries()) {
    const path = ways[index % ways.length]!(encodeURIComponent(text));
    await page.goto(`${scene.app.url}${path}`);
    expect([path, await visitor.incidents()]).toEqual([path, []]);
  }
  await expectHarmless(visitor);
});

test('X1 what was typed into a form comes back as text', async ({ browser }) => {
  for (const javaScript of [true, false]) {
    const visitor = await watched(browser, null, javaScript);
    const { page } = visitor;
    for (const text of short.slice(0, 4)) {
      await page.goto(`${scene.app.url}/login`);
      await page.locator('[name=login]').fill(text);
      await page.locator('[name=password]').fill('not the password');
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('[type=submit]').first().click();
      await answered;
      await expect(page.locator('[name=login]')).toHaveValue(text);
    }
    expect(await visitor.incidents()).toEqual([]);
  }
});

test('X2 links in messages lead to the web and to mail alone', async ({ browser }) => {
  const { world, member, owner } = scene;
  const { communityId, channelId } = await world.community(owner);
  await world.join(member, communityId);
  for (const href of badHrefs) {
    for (const body of [`[click](${href})`, `[click](<${href}>)`, `<${href}>`, href.trim() || 'x']) {
      await world.send(member, channelId, body.replace(/[\0-\x08\x0B-\x1F]/g, ''));
    }
  }
  await world.send(member, channelId, '[click](https://example.org/fine)');
  const visitor = await watched(browser, 'owner');
  await visitor.page.goto(`${scene.app.url}/c/${communityId}/${channelId}`);
  await expect(row(visitor.page, 'click').last()).toBeVisible();
  await expectHarmless(visitor);
  const links = visitor.page.locator('article a[href^="http"][target]');
  for (const link of await links.all())
    await expect(link).toHaveAttribute('rel', /noopener.*noreferrer|noreferrer.*noopener/);
});

test('X2 signing in leads nowhere but into the site', async ({ browser }) => {
  // All of them are tried over HTTP in tests/abuse; here a browser has its say on some of each kind.
  for (const target of badRedirects.filter((_, index) => index % 5 === 0)) {
    const visitor = await watched(browser, null);
    const { page } = visitor;
    await page.goto(`${scene.app.url}/login?redirectTo=${encodeURIComponent(target)}`);
    await page.locator('[name=login]').fill('noor');
    await page.locator('[name=password]').fill(testPassword);
    await page.locator('[type=submit]').first().click();
    await page.waitForURL((url) => url.pathname !== '/login');
    expect([target, new URL(page.url()).origin]).toEqual([target, scene.app.url]);
    expect([target, await visitor.incidents()]).toEqual([target, []]);
    await page.context().close();
  }
});

test('X6 a name that is written from right to left does not turn the line around it', async ({ browser }) => {
  const { world, app, owner, member } = scene;
  const { communityId, channelId } = await world.community(owner);
  await world.join(member, communityId);
  await world.db.prisma.account.update({ where: { id: member.id }, data: { displayName: 'שלום' } });
  const fresh = { ...member, ctx: { ...member.ctx } };
  await world.send(fresh, channelId, '\u202Eevil text');
  await world.send(owner, channelId, 'after it');
  const { page, incidents } = await watched(browser, 'owner');
  await page.goto(`${app.url}/c/${communityId}/${channelId}`);
  // The plain rows that the page came with have made way for the list.
  await expect(page.locator('[data-messages]')).toBeVisible();
  const author = page.getByRole('article').first().getByText('שלום').first();
  await expect(author).toBeVisible();
  // The time stands after the name for readers of an interface from left to right, whatever the name is.
  const [name, time] = await Promise.all([
    author.boundingBox(),
    page.getByRole('article').first().locator('time').first().boundingBox(),
  ]);
  expect(time!.x).toBeGreaterThan(name!.x);
  await expect(page.getByText('after it').first()).toHaveCSS('direction', 'ltr');
  expect(await incidents()).toEqual([]);
  await world.db.prisma.account.update({ where: { id: member.id }, data: { displayName: 'noor' } });
});

test('pages ask nothing of anybody else, and may not be framed', async ({ browser }) => {
  const visitor = await watched(browser, 'owner');
  const { page } = visitor;
  await scene.world.send(
    scene.member,
    scene.channelId,
    'https://evil.example/image.png ![x](https://evil.example/y.png) <img src=https://evil.example/z.png>',
  );
  for (const path of ['/', '/settings', `/c/${scene.communityId}/settings`]) {
    await page.goto(`${scene.app.url}${path}`);
    await expectHarmless(visitor);
  }
  const framer = await browser.newPage();
  await framer.setContent(`<iframe src="${scene.app.url}/login"></iframe>`);
  const frame = framer.frames().find((each) => each !== framer.mainFrame());
  await frame?.waitForLoadState().catch(() => {});
  expect(await frame?.content().catch(() => '')).not.toContain('password');
  await framer.close();
});
