import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';
import type { SearchHitDto, SearchPage } from './contract.ts';
import { firstIdAt } from './cursor.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

let [mira, tom, stranger]: Person[] = [];
let communityId = '';
let general = '';
beforeEach(async () => {
  mira = await world.person();
  tom = await world.person();
  stranger = await world.person();
  ({ communityId, channelId: general } = await world.community(mira));
  await world.join(tom, communityId);
});

type More = { channelId?: string; communityId?: string; order?: string; after?: string; timeZone?: string };
const search = (person: Person, text: string, more: More = {}): Promise<SearchPage> =>
  world.services.search.searchMessages(person.ctx, { text, ...more });
const idsOf = ({ hits }: { hits: SearchHitDto[] }): string[] => hits.map(({ id }) => id);
const found = async (person: Person, text: string, more: More = {}) =>
  idsOf(await search(person, text, more));
const privately = (isPrivate: boolean) => ({ isPrivate, roleIds: [], memberIds: [] });
const makeChannel = async (name: string): Promise<string> =>
  (await world.services.channels.createChannel(mira!.ctx, { communityId, categoryId: null, name })).channelId;

describe('what is found', () => {
  test('words whatever their case and accents, phrases, the beginning of the last word, and nothing without', async () => {
    const tea = await world.send(mira!, general, 'Der Tee in der Küche ist **fertig**, liebe Grüße');
    const both = await world.send(tom!, general, 'The soup is ready and the tea is cold');
    expect(await found(tom!, 'KUCHE')).toEqual([tea.id]);
    expect(await found(tom!, 'küche grüsse')).toEqual([tea.id]);
    expect(await found(tom!, 'the te')).toEqual([]);
    expect(await found(tom!, 'the rea')).toEqual([both.id]);
    expect(await found(tom!, 'rea the')).toEqual([]);
    expect(await found(tom!, '"tea is cold"')).toEqual([both.id]);
    expect(await found(tom!, '"is tea cold"')).toEqual([]);
    expect(await found(tom!, '"tea is col"')).toEqual([]);
    expect(await found(tom!, 'is')).toEqual([both.id]);
    expect(await found(tom!, 'ist -fertig')).toEqual([]);
    expect(await found(tom!, '-soup')).toEqual([tea.id]);
  });

  test('operators: from, in, has, pinned, mentions, and what is not', async () => {
    const other = await makeChannel('Off topic');
    const link = await world.send(mira!, general, `hello @${tom!.username}: see https://example.org/x`);
    const plain = await world.send(tom!, other, `hello ${tom!.username}`);
    await world.services.messages.pinMessage(mira!.ctx, { messageId: plain.id });
    expect(await found(tom!, `hello from:${mira!.username}`)).toEqual([link.id]);
    expect(await found(tom!, `hello from:@${mira!.username.toUpperCase()}`)).toEqual([link.id]);
    expect(await found(tom!, `hello -from:${mira!.username}`)).toEqual([plain.id]);
    expect(await found(tom!, 'in:"off topic"')).toEqual([plain.id]);
    expect(await found(tom!, 'hello -in:#off-topic')).toEqual([link.id]);
    expect(await found(tom!, 'has:link')).toEqual([link.id]);
    expect(await found(tom!, 'hello -has:link')).toEqual([plain.id]);
    expect(await found(tom!, 'pinned:true')).toEqual([plain.id]);
    expect(await found(tom!, 'hello pinned:false')).toEqual([link.id]);
    expect(await found(tom!, `mentions:${tom!.username}`)).toEqual([link.id]);
    expect(await found(tom!, `hello -mentions:${tom!.username}`)).toEqual([plain.id]);
  });

  test('who has a nickname or has left is found by name', async () => {
    await world.services.members.setNickname(mira!.ctx, {
      communityId,
      accountId: tom!.id,
      nickname: 'Tom Sawyer',
    });
    const message = await world.send(tom!, general, 'I was here');
    expect(await found(mira!, 'from:"tom sawyer"')).toEqual([message.id]);
    await world.services.communities.leaveCommunity(tom!.ctx, { communityId });
    expect(await found(mira!, `from:${tom!.username}`)).toEqual([message.id]);
    expect(await found(mira!, 'from:"tom sawyer"')).toEqual([]);
  });

  test('days are those of the reader', async () => {
    const message = await world.send(mira!, general, 'a day');
    const at = async (iso: string) => {
      const createdAt = new Date(iso);
      const id = firstIdAt(createdAt.getTime()).slice(0, -12) + message.id.slice(-12);
      await world.db.prisma.message.update({ where: { id: message.id }, data: { id, createdAt } });
      message.id = id;
    };
    // Half past eleven in the evening of the 31st in New York, half past five of the next day in Berlin.
    await at('2026-10-01T03:30:00Z');
    const [york, berlin] = [{ timeZone: 'America/New_York' }, { timeZone: 'Europe/Berlin' }];
    expect(await found(tom!, 'day on:2026-09-30', york)).toEqual([message.id]);
    expect(await found(tom!, 'day on:2026-09-30', berlin)).toEqual([]);
    expect(await found(tom!, 'day on:2026-10-01', berlin)).toEqual([message.id]);
    expect(await found(tom!, 'day before:2026-10-01', york)).toEqual([message.id]);
    expect(await found(tom!, 'day after:2026-09-30', york)).toEqual([]);
    expect(await found(tom!, 'day after:2026-09-30', berlin)).toEqual([message.id]);
    // Clocks go back that day: it has 25 hours.
    await at('2026-10-25T22:30:00Z');
    expect(await found(tom!, 'day on:2026-10-25', berlin)).toEqual([message.id]);
    await at('2026-10-25T23:30:00Z');
    expect(await found(tom!, 'day on:2026-10-25', berlin)).toEqual([]);
  });

  test('what is said in threads: of a channel that one sees, by its name and by its channel’s, until it is deleted', async () => {
    const { channels, forums, overrides, threads } = world.services;
    const root = await world.send(mira!, general, 'the kiln');
    const thread = await threads.createThread(mira!.ctx, { messageId: root.id, name: 'Glaze talk' });
    const said = await world.send(tom!, thread.id, 'celadon is green');
    expect(await found(tom!, 'celadon')).toEqual([said.id]);
    for (const more of [{ channelId: general }, { communityId }, { channelId: thread.id }])
      expect(await found(tom!, 'celadon', more)).toEqual([said.id]);
    for (const name of ['in:general', 'in:"glaze talk"'])
      expect(await found(tom!, `celadon ${name}`)).toEqual([said.id]);
    expect(await found(tom!, 'celadon -in:general')).toEqual([]);
    const [hit] = (await search(tom!, 'celadon')).hits;
    expect(hit?.channel).toEqual({
      ...{ id: thread.id, name: 'Glaze talk' },
      parent: { id: general, name: 'general' },
    });
    expect(await found(stranger!, 'celadon')).toEqual([]);
    await overrides.setPrivacy(mira!.ctx, { place: 'channel', placeId: general, ...privately(true) });
    expect(await found(tom!, 'celadon')).toEqual([]);
    expect(await found(mira!, 'celadon')).toEqual([said.id]);

    const { channelId } = await channels.createChannel(mira!.ctx, {
      ...{ communityId, categoryId: null, name: 'questions', kind: 'forum' },
    });
    const post = await forums.createPost(tom!.ctx, {
      ...{ channelId, clientId: randomUUID(), title: 'Cones', body: 'which tenmoku?' },
    });
    expect(await found(mira!, 'tenmoku in:questions')).toEqual([post.first?.id]);
    await forums.deletePost(mira!.ctx, { threadId: post.thread.id });
    expect(await found(mira!, 'tenmoku')).toEqual([]);
  });

  test('a hit says where, by whom and how, and its text is without marks and spoilers', async () => {
    const message = await world.send(
      mira!,
      general,
      'Look: **the ending** is ||the butler did it||, `really`',
    );
    const { hits } = await search(tom!, 'ending butler');
    expect(hits[0]).toMatchObject({
      id: message.id,
      seq: message.seq,
      author: { id: mira!.id },
      channel: { id: general, name: 'general' },
      place: { kind: 'community', id: communityId, name: 'Test' },
      pinned: false,
    });
    const { text, hits: marks } = hits[0]!.snippet;
    expect(text).toBe('Look: the ending is ▮▮▮▮, really');
    expect(marks.map(([start, length]) => text.slice(start, start + length))).toEqual(['ending']);
    expect(JSON.stringify(hits)).not.toContain('did it');
  });

  test('the best first: what is about the words more than once, and not what only names them', async () => {
    const much = await world.send(mira!, general, 'kayak, kayak and kayak');
    const little = await world.send(mira!, general, `kayak ${'and other things '.repeat(20)}`);
    expect(await found(tom!, 'kayak')).toEqual([little.id, much.id]);
    expect(await found(tom!, 'kayak', { order: 'best' })).toEqual([much.id, little.id]);
  });
});

describe('what nobody else may see', () => {
  test('Z1: a channel that is hidden, or a community that one is not in, holds nothing for a search', async () => {
    const secret = await makeChannel('secret');
    const message = await world.send(mira!, secret, 'the launch code');
    expect(await found(tom!, 'launch')).toEqual([message.id]);
    await world.services.overrides.setPrivacy(mira!.ctx, {
      place: 'channel',
      placeId: secret,
      ...privately(true),
    });
    // In the very next call: by a word, an author, its name, its id.
    expect(await found(tom!, 'launch')).toEqual([]);
    expect(await found(tom!, `from:${mira!.username}`)).toEqual([]);
    expect(await search(tom!, 'launch in:secret')).toEqual(
      await search(tom!, 'launch in:nowhere').then((page) => ({
        ...page,
        unknown: [{ name: 'in', value: 'secret' }],
      })),
    );
    await expect(search(tom!, 'launch', { channelId: secret })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(search(tom!, 'launch', { channelId: randomUUID() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await found(mira!, 'launch')).toEqual([message.id]);
    expect(await found(stranger!, 'launch')).toEqual([]);
    await expect(search(stranger!, 'launch', { communityId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      world.services.search.searchMessages(world.anonymous(), { text: 'launch' }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await world.services.overrides.setPrivacy(mira!.ctx, {
      place: 'channel',
      placeId: secret,
      ...privately(false),
    });
    expect(await found(tom!, 'launch')).toEqual([message.id]);
  });

  test('what is hidden leaves no gap in a page', async () => {
    const secret = await makeChannel('secret');
    const shown: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      await world.send(mira!, secret, `hidden word ${n}`);
      shown.unshift((await world.send(mira!, general, `open word ${n}`)).id);
    }
    await world.services.overrides.setPrivacy(mira!.ctx, {
      place: 'channel',
      placeId: secret,
      ...privately(true),
    });
    const first = await search(tom!, '"word"');
    expect(idsOf(first)).toEqual(shown.slice(0, 25));
    const second = await search(tom!, '"word"', { after: first.next! });
    expect(idsOf(second)).toEqual(shown.slice(25));
    expect(second.next).toBeNull();
  });

  test('somebody whom one meets nowhere is as unknown as nobody', async () => {
    await world.community(stranger!).then(({ channelId }) => world.send(stranger!, channelId, 'far away'));
    const unknown = async (value: string) => (await search(tom!, `from:${value}`)).unknown;
    expect(await unknown(stranger!.username)).toEqual([{ name: 'from', value: stranger!.username }]);
    expect(await unknown('nobody-at-all')).toEqual([{ name: 'from', value: 'nobody-at-all' }]);
    expect(await unknown(mira!.username)).toEqual([]);
  });

  test('conversations are found by who is in them, and by nobody else', async () => {
    const { id } = await world.services.conversations.startDirect(mira!.ctx, { accountId: tom!.id });
    const message = await world.send(mira!, id, 'between us');
    expect(await found(tom!, 'between')).toEqual([message.id]);
    expect((await search(mira!, 'between')).hits[0]).toMatchObject({ place: { kind: 'conversation', id } });
    await world.join(stranger!, communityId);
    expect(await found(stranger!, 'between')).toEqual([]);
    await expect(search(stranger!, 'between', { channelId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('deleted is out at once and back when it is restored; edited is found by what it says now', async () => {
    const message = await world.send(mira!, general, 'first wording');
    await world.services.messages.editMessage(mira!.ctx, { messageId: message.id, body: 'second wording' });
    expect(await found(tom!, 'first')).toEqual([]);
    expect(await found(tom!, 'second')).toEqual([message.id]);
    await world.services.messages.deleteMessage(mira!.ctx, { messageId: message.id });
    expect(await found(tom!, 'second')).toEqual([]);
    expect(await found(tom!, `from:${mira!.username}`)).toEqual([]);
    await world.services.messages.restoreMessage(mira!.ctx, { messageId: message.id });
    expect(await found(tom!, 'second')).toEqual([message.id]);
  });

  test('deleted channels and archived communities are out', async () => {
    const gone = await makeChannel('gone');
    await world.send(mira!, gone, 'a relic');
    await world.services.channels.deleteChannel(mira!.ctx, { channelId: gone });
    expect(await found(mira!, 'relic')).toEqual([]);
    await world.send(mira!, general, 'an antique');
    expect((await found(mira!, 'antique')).length).toBe(1);
    await world.db.prisma.account.update({ where: { id: stranger!.id }, data: { isAdmin: true } });
    const host = await world.services.accounts.resolveSession(stranger!.token, {
      network: '',
      userAgent: '',
    });
    await world.services.communities.setArchived(
      { ...stranger!.ctx, actor: host },
      { communityId, archived: true },
    );
    expect(await found(mira!, 'antique')).toEqual([]);
  });
});

describe('pages', () => {
  test.each(['newest', 'best'])(
    'by the %s: complete and without doubles while others write',
    async (order) => {
      const written = new Set<string>();
      for (let n = 0; n < 60; n += 1) written.add((await world.send(mira!, general, `needle ${n}`)).id);
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: SearchPage = await search(tom!, 'needle', { order, ...(after && { after }) });
        seen.push(...idsOf(page));
        after = page.next;
        await world.send(mira!, general, 'needle that came meanwhile');
      } while (after);
      expect(seen.length).toBe(60);
      expect(new Set(seen)).toEqual(written);
    },
  );

  test('what no page gave is no cursor', async () => {
    for (const after of ['x', randomUUID(), '', '../..', `${randomUUID()}.5`])
      await expect(search(tom!, 'a', { after })).rejects.toMatchObject({ code: 'INVALID' });
  });
});

describe('people', () => {
  const people = async (person: Person, query: string) =>
    (await world.services.search.findPeople(person.ctx, { query })).map(({ account }) => account.id);
  const named = async (name: string): Promise<Person> => {
    const person = await world.person();
    await world.services.accounts.updateProfile(person.ctx, { displayName: name });
    return person;
  };

  test('by any part of a name, and by one that is spelled like it', async () => {
    const person = await named('Björn Kowalczyk');
    await world.join(person, communityId);
    for (const query of ['bjorn', 'Kowal', 'kowalcyzk', 'bjoern', 'kovalczyk', person.username.slice(0, 6)])
      expect([query, await people(tom!, query)]).toEqual([query, [person.id]]);
    expect(await people(tom!, '100%_')).toEqual([]);
  });

  test('only of communities that one is in', async () => {
    const person = await named('Zacharias Quill');
    expect(await people(tom!, 'Zacharias')).toEqual([]);
    await expect(
      world.services.search.findPeople(stranger!.ctx, { query: 'x', communityId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await world.join(person, communityId);
    expect(await people(tom!, 'Zacharias')).toEqual([person.id]);
    expect(await people(stranger!, 'Zacharias')).toEqual([]);
  });
});
