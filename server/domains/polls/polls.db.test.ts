import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { MessageDto } from '#contract/messages';
import type { NewPoll } from '#contract/polls';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;
let channelId: string;

beforeAll(async () => {
  world = await createWorld();
  owner = await world.person('owner');
  member = await world.person('member');
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const three: NewPoll = { answers: ['Red', 'Blue', 'Green'], multiple: false, anonymous: false, hours: 24 };
const ask = (person: Person, more: Partial<NewPoll> = {}, body = 'Which colour?') =>
  world.send(person, channelId, body, { poll: { ...three, ...more } });
const vote = (person: Person, { id }: { id: string }, answer: number) =>
  world.services.polls.votePoll(person.ctx, { messageId: id, answer });
const retract = (person: Person, { id }: { id: string }, answer?: number) =>
  world.services.polls.retractVote(person.ctx, { messageId: id, ...(answer !== undefined && { answer }) });
const end = (person: Person, { id }: { id: string }) =>
  world.services.polls.endPoll(person.ctx, { messageId: id });
const voters = (person: Person, { id }: { id: string }, answer: number) =>
  world.services.polls.listVoters(person.ctx, { messageId: id, answer });
const shown = async (person: Person, { id }: { id: string }): Promise<MessageDto> => {
  const { messages } = await world.services.messages.getPage(person.ctx, { channelId });
  return messages.find((message) => message.id === id)!;
};
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; reason?: string }) => error.reason ?? error.code,
  );
/** Its time is over by the database's clock, which no test can move. */
const expire = ({ id }: { id: string }) =>
  world.db.prisma.poll.update({ where: { messageId: id }, data: { endsAt: new Date(Date.now() - 1000) } });
const newcomer = async () => {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
};

describe('posting', () => {
  test('a poll is a message: its question is the body, and a retry posts it once', async () => {
    const clientId = randomUUID();
    const send = () => world.send(owner, channelId, 'Once?', { clientId, poll: three });
    const [first, again] = await Promise.all([send(), send()]);
    expect((await send()).id).toBe(first.id);
    expect(again.id).toBe(first.id);
    expect(await shown(member, first)).toMatchObject({
      body: 'Once?',
      poll: { answers: ['Red', 'Blue', 'Green'], votes: [0, 0, 0], voters: 0, ended: false, mine: [] },
    });
    const left = Date.parse(first.poll!.endsAt!) - Date.parse(first.createdAt);
    expect(left / 3_600_000).toBeCloseTo(24, 1);
    expect((await ask(owner, { hours: null })).poll!.endsAt).toBeNull();
  });

  test.each<[string, Partial<NewPoll>]>([
    ['one answer', { answers: ['Red'] }],
    ['eleven answers', { answers: Array.from({ length: 11 }, (_, n) => `a${n}`) }],
    ['an answer that is too long', { answers: ['a'.repeat(81), 'b'] }],
    ['an answer that shows nothing', { answers: ['\u200b', 'b'] }],
    ['twice the same', { answers: ['Red', ' red '] }],
    ['hours that are not offered', { hours: 2 as 1 }],
  ])('%s is refused', async (_, more) => {
    expect(await refusal(ask(owner, more))).toBe('INVALID');
  });

  test('a question of 301 characters is refused, with a poll only', async () => {
    expect(await refusal(ask(owner, {}, 'a'.repeat(301)))).toBe('INVALID');
    expect(await refusal(world.send(owner, channelId, 'a'.repeat(301)))).toBe('done');
  });

  test('what was voted on cannot be edited; another message can', async () => {
    const poll = await ask(owner);
    const edit = ({ id }: { id: string }) =>
      world.services.messages.editMessage(owner.ctx, { messageId: id, body: 'Other?' });
    expect(await refusal(edit(poll))).toBe('FORBIDDEN');
    expect(await refusal(edit(await world.send(owner, channelId)))).toBe('done');
  });

  test('filters judge the answers; what would wait is stopped', async () => {
    const rule = (action: 'block' | 'hold', pattern: string) =>
      world.services.filters.createFilter(owner.ctx, {
        ...{ communityId, name: pattern, kind: 'words', action, patterns: [pattern], mode: 'block' },
        ...{ leet: false, mentionMax: 5, notice: '', exemptRoleIds: [], exemptChannelIds: [], enabled: true },
      });
    await rule('block', 'turnip');
    await rule('hold', 'swede');
    expect(await refusal(ask(member, { answers: ['Beet', 'Turnip'] }))).toBe('message.filtered');
    expect(await refusal(ask(member, { answers: ['Beet', 'Turnip'] }, '**Which**?'))).toBe(
      'message.filtered',
    );
    expect(await refusal(ask(member, { answers: ['Beet', 'Swede'] }))).toBe('message.filtered');
    expect(await refusal(ask(member, { answers: ['Beet', 'Carrot'] }))).toBe('done');
  });

  test('a report quotes the answers', async () => {
    const poll = await ask(owner);
    await world.services.reports.createReport(member.ctx, { messageId: poll.id, reason: 'spam' });
    const { reports } = await world.services.reports.listReports(owner.ctx, { communityId, state: 'open' });
    expect(reports.find(({ messageId }) => messageId === poll.id)?.body).toBe(
      'Which colour?\n– Red\n– Blue\n– Green',
    );
  });
});

describe('voting', () => {
  test('one answer takes the place of another; each sees the counts and their own', async () => {
    const poll = await ask(owner);
    await vote(member, poll, 0);
    await vote(owner, poll, 0);
    await vote(member, poll, 2);
    expect((await shown(member, poll)).poll).toMatchObject({ votes: [1, 0, 1], voters: 2, mine: [2] });
    expect((await shown(owner, poll)).poll).toMatchObject({ mine: [0] });
    await retract(member, poll);
    expect((await shown(member, poll)).poll).toMatchObject({ votes: [1, 0, 0], voters: 1, mine: [] });
  });

  test('several answers stand beside each other, and go one by one', async () => {
    const poll = await ask(owner, { multiple: true });
    await vote(member, poll, 2);
    await vote(member, poll, 0);
    expect((await shown(member, poll)).poll).toMatchObject({ votes: [1, 0, 1], voters: 1, mine: [0, 2] });
    await retract(member, poll, 2);
    expect((await shown(member, poll)).poll).toMatchObject({ votes: [1, 0, 0], voters: 1, mine: [0] });
  });

  test('the same again moves nothing and tells nobody', async () => {
    const poll = await ask(owner);
    await vote(member, poll, 1);
    const before = await shown(owner, poll);
    world.told.polls.length = 0;
    await vote(member, poll, 1);
    await retract(owner, poll);
    expect(await shown(owner, poll)).toEqual(before);
    expect(world.told.polls).toEqual([]);
  });

  test('one person at the same moment on many devices and replicas has one vote', async () => {
    const poll = await ask(owner);
    const other = await createWorld({ HEARTH_DATABASE_URL: world.databaseUrl });
    onTestFinished(() => other.close());
    world.told.polls.length = 0;
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (n % 2 ? world : other).services.polls.votePoll(member.ctx, { messageId: poll.id, answer: n % 3 }),
      ),
    );
    const { votes, voters: count, mine, rev } = (await shown(member, poll)).poll!;
    expect({ sum: votes.reduce((sum, each) => sum + each), count, mine: mine!.length }).toEqual({
      ...{ sum: 1, count: 1, mine: 1 },
    });
    expect(votes[mine![0]!]).toBe(1);
    expect(await world.db.prisma.pollVote.count({ where: { messageId: poll.id } })).toBe(1);
    expect(rev).toBe(world.told.polls.length + other.told.polls.length);
  });

  test('each change takes a version of the channel, and a catch-up tells it to its reader', async () => {
    const poll = await ask(owner);
    await vote(member, poll, 1);
    const changes = await world.services.messages.getChanges(member.ctx, { channelId, since: poll.version });
    expect(changes).toMatchObject({ version: poll.version + 1, messages: [{ id: poll.id }] });
    expect(!changes.reload && changes.messages[0]?.poll).toMatchObject({ votes: [0, 1, 0], mine: [1] });
  });

  test('what everybody is told names no voter and no choice; the voter is told theirs', async () => {
    const poll = await ask(owner, { anonymous: true });
    world.told.polls.length = 0;
    await vote(member, poll, 1);
    const [told] = world.told.polls;
    expect(Object.keys(told!.change).toSorted()).toEqual(
      ['channelId', 'ended', 'messageId', 'rev', 'version', 'voters', 'votes'].toSorted(),
    );
    expect(JSON.stringify(told!.change)).not.toContain(member.id);
    expect(told!.own).toMatchObject({ accountId: member.id, poll: { poll: { mine: [1] } } });
  });

  test('needs what reacting needs; taking back only that one sees it', async () => {
    const poll = await ask(owner);
    await vote(member, poll, 0);
    const everyone = await world.db.prisma.role.findFirstOrThrow({
      where: { communityId, isEveryone: true },
    });
    const { permissions } = everyone;
    const without = permissions.filter((each) => each !== 'message.react');
    await world.db.prisma.role.update({ where: { id: everyone.id }, data: { permissions: without } });
    world.services.directory.forget(communityId);
    expect(await refusal(vote(member, poll, 1))).toBe('FORBIDDEN');
    expect(await refusal(retract(member, poll))).toBe('done');
    await world.db.prisma.role.update({ where: { id: everyone.id }, data: { permissions } });
    world.services.directory.forget(communityId);
    const outsider = await world.person();
    expect(await refusal(vote(outsider, poll, 1))).toBe('NOT_FOUND');
    expect(await refusal(world.services.polls.getPoll(outsider.ctx, { messageId: poll.id }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusal(vote(member, poll, 1))).toBe('done');
  });

  test('there is no fourth answer of three, and no poll in a text', async () => {
    const poll = await ask(owner);
    expect(await refusal(vote(member, poll, 3))).toBe('INVALID');
    expect(await refusal(vote(member, await world.send(owner, channelId), 0))).toBe('NOT_FOUND');
  });
});

describe('who voted', () => {
  test('is told by answer, in pages that miss nobody', async () => {
    const poll = await ask(owner);
    const people = await world.db.prisma.account.createManyAndReturn({
      data: Array.from({ length: 60 }, (_, n) => ({
        ...{
          id: randomUUID(),
          username: `v${n}`,
          usernameSkeleton: `v${n}`,
          displayName: `V${n}`,
          passwordHash: '',
        },
      })),
    });
    await world.db.prisma.pollVote.createMany({
      data: people.map(({ id }) => ({ messageId: poll.id, accountId: id, answer: 1 })),
    });
    const first = await voters(member, poll, 1);
    expect(first.voters).toHaveLength(50);
    const second = await world.services.polls.listVoters(member.ctx, {
      ...{ messageId: poll.id, answer: 1, after: first.next! },
    });
    expect(second.next).toBeNull();
    const found = [...first.voters, ...second.voters].map(({ id }) => id);
    expect(found.toSorted()).toEqual(people.map(({ id }) => id).toSorted());
    expect(await voters(member, poll, 0)).toEqual({ voters: [], next: null });
  });

  test('of an anonymous poll nobody is told: not its author, the owner or the voter', async () => {
    const author = await newcomer();
    const poll = await ask(author, { anonymous: true });
    await vote(member, poll, 1);
    for (const person of [author, owner, member])
      expect(await refusal(voters(person, poll, 1))).toBe('poll.anonymous');
    const log = await world.services.audit.listEntries(owner.ctx, { communityId });
    await end(owner, poll);
    const later = await world.services.audit.listEntries(owner.ctx, { communityId });
    expect(later.entries.length).toBe(log.entries.length + 1);
    expect(later.entries[0]).toMatchObject({ action: 'message.poll_end' });
    expect(JSON.stringify(later.entries[0])).not.toContain(member.id);
  });

  test('a deleted account keeps its vote in the counts, and no name', async () => {
    const leaver = await newcomer();
    const poll = await ask(owner);
    await vote(leaver, poll, 1);
    await world.db.prisma.account.delete({ where: { id: leaver.id } });
    expect((await shown(owner, poll)).poll).toMatchObject({ votes: [0, 1, 0], voters: 1 });
    expect((await voters(owner, poll, 1)).voters).toEqual([]);
  });
});

describe('the end', () => {
  test('its author ends it, or who manages messages; then nobody votes or takes back', async () => {
    const poll = await ask(member);
    await vote(owner, poll, 0);
    expect(await refusal(end(await newcomer(), poll))).toBe('FORBIDDEN');
    expect((await end(member, poll)).poll).toMatchObject({ ended: true, votes: [1, 0, 0] });
    expect(await refusal(vote(owner, poll, 1))).toBe('poll.ended');
    expect(await refusal(retract(owner, poll))).toBe('poll.ended');
    expect(world.told.polls.at(-1)).toMatchObject({ change: { ended: true }, own: undefined });
    const another = await ask(member);
    expect((await end(owner, another)).poll.ended).toBe(true);
  });

  test('late votes are refused before the chore has come by; it ends once, and tells the author', async () => {
    const author = await newcomer();
    const poll = await ask(author);
    await vote(member, poll, 1);
    await expire(poll);
    expect(await refusal(vote(owner, poll, 0))).toBe('poll.ended');
    expect((await shown(owner, poll)).poll).toMatchObject({ ended: true, votes: [0, 1, 0] });
    world.told.polls.length = 0;
    const counts = await Promise.all([
      world.services.polls.endDuePolls(),
      world.services.polls.endDuePolls(),
    ]);
    expect(Math.max(...counts)).toBe(1);
    expect(world.told.polls.filter(({ change }) => change.messageId === poll.id)).toHaveLength(1);
    expect(await world.services.polls.endDuePolls()).toBe(0);
    const { items } = await world.services.notifications.listInbox(author.ctx, {});
    expect(items).toMatchObject([
      { kind: 'poll.ended', messageId: poll.id, text: 'Which colour?', count: 1 },
    ]);
    // The notice says nothing of a question that is gone.
    await world.services.messages.deleteMessage(author.ctx, { messageId: poll.id });
    const { items: after } = await world.services.notifications.listInbox(author.ctx, {});
    expect(after).toMatchObject([{ kind: 'poll.ended', text: '' }]);
  });

  test('votes and the end at the same moment: what is final stays', async () => {
    const poll = await ask(owner);
    const people = await Promise.all(Array.from({ length: 8 }, newcomer));
    const results = await Promise.all([
      ...people.slice(0, 4).map((person) => refusal(vote(person, poll, 0))),
      end(owner, poll).then(({ poll: { votes } }) => votes[0]),
      ...people.slice(4).map((person) => refusal(vote(person, poll, 0))),
    ]);
    const counted = results.filter((result) => result === 'done').length;
    expect(results.filter((result) => typeof result === 'number')).toEqual([counted]);
    expect((await shown(owner, poll)).poll).toMatchObject({ ended: true, votes: [counted, 0, 0] });
  });
});

describe('deletion', () => {
  test('takes the poll from readers; an undo brings it back with its votes', async () => {
    const poll = await ask(owner);
    await vote(member, poll, 2);
    await world.services.messages.deleteMessage(owner.ctx, { messageId: poll.id });
    expect(world.told.updated.at(-1)).toMatchObject({ id: poll.id, body: null });
    expect(JSON.stringify(world.told.updated.at(-1))).not.toContain('Green');
    const calls = [vote(member, poll, 1), voters(member, poll, 2), end(owner, poll)];
    expect(new Set(await Promise.all(calls.map(refusal)))).toEqual(new Set(['NOT_FOUND']));
    await world.services.messages.restoreMessage(owner.ctx, { messageId: poll.id });
    expect((await shown(member, poll)).poll).toMatchObject({ votes: [0, 0, 1], mine: [2] });
  });

  test('is for good once it cannot be undone, and when an author’s messages are blanked', async () => {
    const author = await newcomer();
    const [first, second] = [await ask(author), await ask(author)];
    await vote(member, first, 0);
    await world.services.messages.deleteMessage(author.ctx, { messageId: first.id });
    world.advance(60_000);
    await world.services.messages.purgeDeletedText();
    world.advance(-60_000);
    const kept = () => world.db.prisma.poll.count({ where: { messageId: { in: [first.id, second.id] } } });
    expect(await kept()).toBe(1);
    while ((await world.services.messages.forgetAuthor(author.id, { blank: true })) > 0);
    expect(await kept()).toBe(0);
    expect(await world.db.prisma.pollVote.count({ where: { messageId: first.id } })).toBe(0);
  });
});
