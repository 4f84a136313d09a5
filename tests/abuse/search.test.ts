import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchLimits } from '#contract/search';
import { badText, slowMarkdown, xss } from '../support/hostile.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Stage, setStage } from './stage.ts';

// What nobody may find, and what nobody may do by looking for it.

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const pathOf = (text: string) => `/api/v1/search?text=${encodeURIComponent(text)}`;

describe('hidden text', () => {
  test('Z1 Z4 what stands in a hidden channel is found by no door, nor are its name and its people', async () => {
    const { world } = stage;
    const [owner, member] = [await stage.person(), await stage.person()];
    const { communityId } = await world.community(owner);
    await world.join(member, communityId);
    const { channelId } = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'moonbase', isPrivate: true },
    });
    await world.send(owner, channelId, 'the xylophone is in the cellar');
    const texts = ['xylophone', '"xylophone is"', '-nothing', `from:${owner.username}`, 'in:moonbase'];
    const socket = await stage.socket(member);
    for (const text of texts) {
      const api = await stage.api(member).json('GET', pathOf(text));
      const page = await stage.browser(member).get(`/search?q=${encodeURIComponent(text)}`);
      const answer = await socket.call('search.messages', { text });
      for (const said of [
        api.body,
        JSON.stringify(answer),
        page.body.replaceAll(/in:moonbase|moonbase/g, (found) => (text.includes(found) ? '' : found)),
      ])
        for (const secret of ['cellar', channelId])
          expect([text, said.includes(secret)]).toEqual([text, false]);
      expect(answer).toMatchObject({ ok: true, data: { hits: [], next: null } });
      for (const scope of [{ channelId }, { communityId, channelId }])
        expect(await socket.call('search.messages', { text, ...scope })).toMatchObject({ ok: false });
    }
    // A hidden channel and one that is not there get the same answer.
    const [hidden, absent] = await Promise.all(
      ['moonbase', 'marsbase'].map((name) => stage.api(member).json('GET', pathOf(`x in:${name}`))),
    );
    expect(hidden!.body.replaceAll('moonbase', 'marsbase')).toBe(absent!.body);
    socket.close();
  });

  test('a spoiler stays covered, whatever finds its message', async () => {
    const { world } = stage;
    const owner = await stage.person();
    const { channelId } = await world.community(owner);
    await world.send(owner, channelId, 'In the end ||the gardener flees|| to Rome');
    for (const text of ['gardener', 'rome', '"gardener flees"']) {
      const { body, status } = await stage.api(owner).json('GET', pathOf(text));
      expect([text, status, body.includes('gardener'), body.includes('▮▮▮▮')]).toEqual([
        text,
        200,
        false,
        true,
      ]);
    }
  });
});

describe('hostile searches', () => {
  test('X5 any text finds something or nothing, or is refused: never an error of ours', async () => {
    const owner = await stage.person();
    await stage.world.community(owner);
    const most = searchLimits.textMax;
    const texts = [
      ...xss,
      ...Object.values(slowMarkdown(most)),
      'from:a '.repeat(10_000),
      '-from:a '.repeat(64).slice(0, most),
      '*'.repeat(most),
      "' | !'x':* & (",
      '\\',
      "'\\''",
      "a'::tsquery; DROP TABLE messages --",
      ':*',
      '<->',
      '!!!!',
      '"'.repeat(most - 1),
      '-'.repeat(most),
      `from:"${'%_\\'.repeat(50)}"`,
      'on:0000-00-00 before:9999-99-99 after:+275760-09-13',
      'before:9999-12-31 after:1970-01-01 on:2026-02-29',
      '\u202Eabc\u202C',
      'ﷺ'.repeat(most),
      '𝕏'.repeat(most / 2),
      'a\u0301'.repeat(most / 2),
      '1e5'.repeat(most / 3),
      ...badText,
    ];
    const socket = await stage.socket(owner);
    const begin = performance.now();
    for (const text of texts) {
      // No packet carries as much: the use case refuses it all the same.
      if (text.length > 50_000) {
        const search = stage.world.services.search.searchMessages(owner.ctx, { text });
        await expect(search).rejects.toMatchObject({ code: 'INVALID', fields: { text: expect.any(String) } });
        continue;
      }
      let answer = await socket.call('search.messages', { text });
      // As fast as one may: the pace itself is looked at below.
      while (!answer.ok && answer.error?.code === 'RATE_LIMITED') {
        await new Promise((resolve) => setTimeout(resolve, 100));
        answer = await socket.call('search.messages', { text });
      }
      expect([text.slice(0, 80), answer.ok ? 'ok' : answer.error?.code]).toEqual([
        text.slice(0, 80),
        expect.stringMatching(/^(ok|INVALID|undefined)$/),
      ]);
    }
    expect((performance.now() - begin) / texts.length).toBeLessThan(1000);
    socket.close();
  });

  test('X6 names that turn the writing round stay apart from what stands around them', async () => {
    const owner = await stage.person();
    const { communityId } = await stage.world.community(owner);
    const { channelId } = await stage.world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'שלום' },
    });
    await stage.world.send(owner, channelId, 'needle \u202E turned \u2066 round');
    const { body } = await stage.browser(owner).get('/search?q=needle');
    expect(body).toMatch(/<bdi[^>]*>#(<!-- -->)?שלום<\/bdi>/);
    expect(body).toMatch(/<p dir="auto"[^>]*>(<mark[^>]*>needle<\/mark>) \u202E turned \u2066 round<\/p>/);
  });
});

describe('what a search may cost', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ HEARTH_MESSAGES_PER_SECOND: '5', HEARTH_MESSAGES_BURST: '10' });
  });
  afterAll(() => world.close());

  test('an account searches at a pace, and nobody else waits for it', async () => {
    const [owner, other] = [await world.person(), await world.person()];
    await world.community(owner);
    const search = (who: typeof owner) => world.services.search.searchMessages(who.ctx, { text: 'word' });
    for (let n = 0; n < 10; n += 1) await search(owner);
    await expect(search(owner)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: 1 });
    await search(other);
  });

  test('what takes too long to look through says so', async () => {
    const person = await world.person();
    const { channelId } = await world.community(person);
    await world.send(person, channelId, 'a word');
    const lock = await world.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE messages');
      await expect(
        world.services.search.searchMessages(person.ctx, { text: 'word', channelId }),
      ).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        reason: 'search.too_broad',
      });
    } finally {
      await lock.query('ROLLBACK');
      lock.release();
    }
  });

  test('what takes too long ends, and the rest of the instance goes on meanwhile', async () => {
    const person = await world.person();
    const { channelId } = await world.community(person);
    const begin = performance.now();
    const slow = [1, 2, 3].map((n) =>
      world.db.runApart({ name: `slow ${n}`, text: 'SELECT pg_sleep(30)' }, []).then(
        () => 'done',
        () => performance.now() - begin,
      ),
    );
    const sent = performance.now();
    await world.send(person, channelId);
    expect(performance.now() - sent).toBeLessThan(1500);
    for (const ended of await Promise.all(slow)) expect(ended).toBeLessThan(8000);
  });
});
