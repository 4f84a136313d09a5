import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block, Inline } from '#contract/messages';
import { parseMarkdown, textOf } from '#server/domains/messages/markdown.ts';
import { safeRedirect } from '../../app/lib/redirects.ts';
import { isSafeHref } from '../../app/features/messages/markdown-tree.tsx';
import { badHrefs, badRedirects, slowMarkdown, xss } from '../support/hostile.ts';
import { type Stage, setStage } from './stage.ts';

// What people write: parsed, stored and put into pages. That nothing of it runs in a browser is in tests/e2e/abuse.spec.ts.

type Node = Block | Inline;
const inside = (node: Node): Node[] =>
  typeof node === 'string' || !('c' in node) ? [] : (node.c.flat() as Node[]);
const everyNode = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => [node, ...everyNode(inside(node))]);
const kinds = new Set([
  'strong',
  'em',
  'strike',
  'spoiler',
  'code',
  'link',
  'br',
  'p',
  'h',
  'quote',
  'pre',
  'list',
  'hr',
]);

describe('the tree of a message', () => {
  test('X1 X3 markup of any kind stays text, to the letter', () => {
    for (const text of [
      ...xss,
      '<b class="x" style="position:fixed">y</b>',
      '<div class="fixed inset-0 z-50">',
      '[x]: javascript:pwned()',
      '<http://b.c/" onmouseover="pwned()>',
      '&#x6a;avascript:pwned()',
    ]) {
      const tree = parseMarkdown(text);
      for (const node of everyNode(tree ?? [])) {
        if (typeof node === 'string') continue;
        expect([text, kinds.has(node.t)]).toEqual([text, true]);
        expect([
          text,
          Object.keys(node).filter((key) => !['t', 'c', 'v', 'href', 'level', 'lang', 'start'].includes(key)),
        ]).toEqual([text, []]);
      }
      // Nothing is swallowed: a reader sees what was written, but for the marks.
      const shown = tree ? textOf(tree) : text;
      expect([text, shown.replace(/[\s*_~`#>\\|[\]()!]/g, '')]).toEqual([
        text,
        text.replace(/[\s*_~`#>\\|[\]()!]/g, ''),
      ]);
    }
  });

  test('X2 no link leads anywhere but to http, https and mail', () => {
    for (const href of badHrefs) {
      for (const text of [
        `[x](${href})`,
        `[x](<${href}>)`,
        `<${href}>`,
        href,
        `[x](${href} "title")`,
        `[x](${href.replaceAll(':', '&colon;')})`,
        `[x][1]\n\n[1]: ${href}`,
        `[![x](${href})](${href})`,
      ]) {
        const links = everyNode(parseMarkdown(text) ?? []).flatMap((node) =>
          typeof node !== 'string' && node.t === 'link' ? [node.href] : [],
        );
        for (const link of links) {
          const { protocol, hostname } = new URL(link);
          expect([text, link, ['http:', 'https:', 'mailto:'].includes(protocol)]).toEqual([text, link, true]);
          // A browser goes where the text says.
          expect([
            text,
            link,
            /[\s\\\u0000-\u001f]/.test(link),
            protocol === 'mailto:' || hostname !== '',
          ]).toEqual([text, link, false, true]);
        }
      }
    }
  });

  test('X2 the page looks at each address again, whoever made the tree', () => {
    for (const href of [
      'javascript:pwned()',
      ' javascript:pwned()',
      'java\nscript:pwned()',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:http://x/y',
      'view-source:x',
      '//evil.example',
      '/path',
      '',
      'x',
    ])
      expect([href, isSafeHref(href)]).toEqual([href, false]);
    for (const href of ['http://a.b', 'https://a.b/c?d#e', 'mailto:a@b.c'])
      expect([href, isSafeHref(href)]).toEqual([href, true]);
  });

  test('X2 a redirect stays on the site', () => {
    for (const target of badRedirects) {
      const safe = safeRedirect(target);
      expect([
        target,
        new URL(safe, 'https://chat.example.org').origin,
        /^\/(?![/\\])/.test(safe),
        /[\s\\\u0000-\u001f]/.test(safe),
      ]).toEqual([target, 'https://chat.example.org', true, false]);
    }
    for (const target of ['/', '/settings', '/c/1/2?before=3#4', '/%2F/x', '/a//b'])
      expect(safeRedirect(target)).toBe(target);
    expect(safeRedirect('/logout')).toBe('/');
  });

  /** Milliseconds of processor time that a text costs, whatever else the machine does meanwhile. */
  const quickest = (text: string) =>
    Math.min(
      ...Array.from({ length: 4 }, () => {
        const before = process.threadCpuUsage();
        parseMarkdown(text);
        const { user, system } = process.threadCpuUsage(before);
        return (user + system) / 1000;
      }),
    );

  test('X5 no message of 4,000 characters takes 50 ms to parse', () => {
    parseMarkdown('**warm** [up](http://a.b)');
    for (const [name, text] of Object.entries(slowMarkdown(4000)))
      expect([name, text.length <= 4000, quickest(text) < 50]).toEqual([name, true, true]);
  });

  test('X5 nesting ends, so that showing it does', () => {
    const deep = (nodes: readonly Node[]): number =>
      nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((node) => deep(inside(node))));
    for (const text of Object.values(slowMarkdown(4000)))
      expect(deep(parseMarkdown(text) ?? [])).toBeLessThanOrEqual(23);
    expect(deep(parseMarkdown('>'.repeat(4000)) ?? [])).toBeLessThanOrEqual(23);
    // What is too deep loses its marks, and no letter.
    const text = `${'> '.repeat(15)}${'**a*b'.repeat(100)}${'*'.repeat(100)}`;
    expect(textOf(parseMarkdown(text) ?? []).replace(/\W/g, '')).toBe('ab'.repeat(100));
  });
});

describe('in the app', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(async () => {
    stage.expectCalm();
    await stage.close();
  });

  test('X5 64 kB of stars, ten thousand links and endless addresses are refused in no time, and cost nobody anything', async () => {
    const api = stage.api(stage.member);
    const path = `/api/v1/channels/${stage.channelId}/messages`;
    for (const body of [
      '*'.repeat(64 * 1024),
      '[a](http://b.c) '.repeat(10_000),
      'mailto:'.repeat(9000),
      `http://${'a.'.repeat(30_000)}`,
      '\u0301'.repeat(60_000),
      '\uFDFA'.repeat(20_000),
      ' '.repeat(60_000),
    ]) {
      const start = performance.now();
      const answer = await api.json('POST', path, { clientId: randomUUID(), body });
      expect([body.slice(0, 10), answer.status, answer.json().error?.fields ?? {}]).toEqual([
        body.slice(0, 10),
        400,
        { body: expect.stringMatching(/too_long|required/) },
      ]);
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });

  test('X5 the worst of what is allowed is posted, told and read again quickly', async () => {
    const socket = await stage.socket(stage.member);
    const times: [string, number][] = [];
    for (const [name, body] of Object.entries(slowMarkdown(4000))) {
      const start = performance.now();
      const answer = await socket.call('message.send', {
        channelId: stage.channelId,
        clientId: randomUUID(),
        body,
      });
      times.push([name, performance.now() - start]);
      expect([name, answer.ok]).toEqual([name, true]);
    }
    times.sort((a, b) => a[1] - b[1]);
    expect(times[Math.floor(times.length / 2)]![1]).toBeLessThan(200);
    expect((await stage.browser(stage.owner).get(`/c/${stage.communityId}/${stage.channelId}`)).status).toBe(
      200,
    );
  });

  test('X1 names, topics and messages that are markup appear in pages as text alone', async () => {
    const { world, owner } = stage;
    for (const text of xss.filter((each) => each.length <= 64 && !/[\u2028\u2029\t]/.test(each))) {
      const { communityId, channelId } = await world.community(owner);
      await world.services.communities.updateCommunity(owner.ctx, { communityId, name: text });
      await world.services.channels.updateChannel(owner.ctx, { channelId, name: text, topic: text });
      await world.services.channels.createCategory(owner.ctx, { communityId, name: text });
      await world.db.prisma.account.update({ where: { id: owner.id }, data: { displayName: text } });
      const { id } = await world.send(owner, channelId, text);
      await world.send(owner, channelId, `**${text}** [${text}](https://example.org) \`${text}\``, {
        replyToId: id,
      });
      for (const path of [
        `/c/${communityId}/${channelId}`,
        `/c/${communityId}/settings`,
        `/c/${communityId}/members`,
        `/c/${communityId}/channels/${channelId}`,
        `/welcome/${communityId}`,
      ]) {
        const { body, status } = await stage.browser(owner).get(path);
        expect([path, status]).toEqual([path, 200]);
        // In markup a quotation mark bounds an attribute, and in texts it is written otherwise: without attributes'
        // values no tag may have anything of ours in it, and no address in an attribute may run.
        const markup = body.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '');
        const tags = markup.replace(/"[^"]*"/g, '""');
        expect([text, path, /<[^>]*(pwned|evil)|<script\b/i.exec(tags)?.[0]]).toEqual([
          text,
          path,
          undefined,
        ]);
        const runs = /(?:href|src|action|srcdoc|data)="\s*(?:javascript|data|vbscript):[^"]*/i;
        expect([text, path, runs.exec(markup)?.[0]]).toEqual([text, path, undefined]);
        // The data for the browser's own copy cannot end its script.
        for (const [script] of body.matchAll(/<script\b[^>]*>[\s\S]*?<\/script>/g))
          expect([text, /<\/?script|<!--/i.exec(script.slice(7, -9))?.[0]]).toEqual([text, undefined]);
      }
    }
  }, 60_000);

  test('X6 names with letters from right to left are kept apart from what stands beside them', async () => {
    const { world, owner } = stage;
    const name = 'שלום עולם';
    const { communityId, channelId } = await world.community(owner);
    await world.services.communities.updateCommunity(owner.ctx, { communityId, name });
    await world.services.channels.updateChannel(owner.ctx, { channelId, name });
    await world.db.prisma.account.update({ where: { id: owner.id }, data: { displayName: name } });
    await world.send(owner, channelId, `${name} \u202Eevil`);
    const { body } = await stage.browser(owner).get(`/c/${communityId}/${channelId}`);
    const markup = body
      .replace(/<script\b[\s\S]*?<\/script>/g, '')
      .replace(/<(title|meta|option)\b[^>]*>(?:[^<]*<\/\1>)?/g, '');
    const shown = [...markup.matchAll(/<([a-z]+)\b([^>]*)>([^<]*שלום[^<]*)</g)];
    expect(shown.length).toBeGreaterThanOrEqual(3);
    for (const [whole, tag, attributes] of shown)
      expect([whole.slice(0, 200), tag === 'bdi' || /\bdir="(auto|ltr)"/.test(attributes!)]).toEqual([
        whole.slice(0, 200),
        true,
      ]);
  });

  test('X6 a second account cannot take a name that looks like another, nor one that shows nothing', async () => {
    await register('Moderator');
    for (const username of [
      'moderator',
      'M0derator',
      'Mоderator',
      'Ｍoderator',
      'Moderat0r',
      'Móderator',
      'Moderator\u200B',
      '\u202ErotaredoM',
      '\u3164\u3164',
      'Moder\u00ADator',
    ]) {
      const status = await register(username);
      expect([username, [400, 409].includes(status)]).toEqual([username, true]);
    }
  });
  async function register(username: string): Promise<number> {
    const { status } = await stage
      .browser()
      .form('/register', { username, password: 'correct horse battery' });
    return status;
  }
});
