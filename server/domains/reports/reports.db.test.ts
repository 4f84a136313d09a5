import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let moderator: Person;
let outsider: Person;
let communityId: string;
let channelId: string;

const reports = () => world.services.reports;
const queue = async (person = moderator, state: 'open' | 'done' = 'open') =>
  (await reports().listReports(person.ctx, { communityId, state })).reports;
const report = (person: Person, messageId: string) =>
  reports().createReport(person.ctx, { messageId, reason: 'spam', comment: 'Look.' });

beforeAll(async () => {
  world = await createWorld();
  owner = await world.person();
  outsider = await world.person();
});
afterAll(() => world.close());
beforeEach(async () => {
  [member, moderator] = [await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  for (const person of [member, moderator]) await world.join(person, communityId);
  const id = randomUUID();
  const permissions = ['report.review'];
  await world.db.prisma.role.create({ data: { id, communityId, name: 'r', position: 5, permissions } });
  await world.db.prisma.memberRole.create({ data: { communityId, accountId: moderator.id, roleId: id } });
  world.services.directory.forget(communityId);
});

test('a report keeps the text as it was, once per person and message, and counts for who reviews', async () => {
  const message = await world.send(owner, channelId, 'as it was');
  await report(member, message.id);
  await expect(report(member, message.id)).rejects.toMatchObject({ reason: 'report.again' });
  await world.services.messages.editMessage(owner.ctx, { messageId: message.id, body: 'harmless' });
  await report(moderator, message.id);
  expect((await queue()).map(({ body }) => body)).toEqual(['as it was', 'harmless']);
  expect(await queue()).toMatchObject([
    {
      reason: 'spam',
      comment: 'Look.',
      reporter: { id: member.id },
      author: { id: owner.id },
      isGone: false,
    },
    {},
  ]);
  const seen = async (person: Person) =>
    (await world.services.communities.getBootstrap(person.ctx)).communities[0]?.openReports;
  expect([await seen(moderator), await seen(member)]).toEqual([2, null]);
});

test('only what one can see, and not what one wrote oneself', async () => {
  const message = await world.send(owner, channelId);
  await expect(report(outsider, message.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(report(owner, message.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(report(member, randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await world.services.messages.deleteMessage(owner.ctx, { messageId: message.id });
  await expect(report(member, message.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('only so many at once', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 11; n += 1) ids.push((await world.send(owner, channelId)).id);
  for (const id of ids.slice(0, 10)) await report(member, id);
  await expect(report(member, ids[10]!)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
});

test('moderators see reports of channels that they may view, and none of other communities', async () => {
  const place = { communityId, categoryId: null, name: 'hidden' };
  const { channelId: hidden } = await world.services.channels.createChannel(owner.ctx, place);
  const message = await world.send(owner, hidden);
  await report(member, message.id);
  const everyone = await world.db.prisma.role.findFirstOrThrow({ where: { communityId, isEveryone: true } });
  await world.db.prisma.override.create({
    data: { id: randomUUID(), channelId: hidden, roleId: everyone.id, deny: ['channel.view'], allow: [] },
  });
  world.services.directory.forget(communityId);
  expect(await queue()).toEqual([]);
  const open = (await queue(owner))[0]!;
  const input = { communityId, reportId: open.id, outcome: 'done' } as const;
  await expect(reports().resolveReport(moderator.ctx, input)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(reports().resolveReport(member.ctx, input)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(queue(member)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(queue(outsider)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const other = await world.community(owner);
  await expect(
    reports().resolveReport(owner.ctx, { ...input, communityId: other.communityId }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('of two moderators who resolve at once one does; a deletion ends every report of the message', async () => {
  const message = await world.send(owner, channelId);
  await report(member, message.id);
  await report(moderator, message.id);
  const first = (await queue())[0]!;
  const resolve = (person: Person, outcome: 'deleted' | 'dismissed') =>
    reports().resolveReport(person.ctx, { communityId, reportId: first.id, outcome, note: 'Seen.' });
  const results = await Promise.allSettled([resolve(moderator, 'deleted'), resolve(owner, 'deleted')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'CONFLICT', reason: 'moderation.decided' },
  });
  expect(await queue()).toEqual([]);
  expect(await queue(moderator, 'done')).toMatchObject([{ resolved: { note: 'Seen.' } }, {}]);
  const entries = await world.db.prisma.auditEntry.findMany({
    where: { communityId, action: 'report.resolve' },
  });
  expect(entries).toMatchObject([{ reason: 'Seen.', after: { outcome: 'deleted' } }]);
});

test('goes thirty days after it was dealt with', async () => {
  const message = await world.send(owner, channelId);
  await report(member, message.id);
  const open = (await queue())[0]!;
  await reports().resolveReport(moderator.ctx, { communityId, reportId: open.id, outcome: 'done' });
  world.advance(29 * 24 * 3600_000);
  await reports().purgeReports();
  expect(await queue(moderator, 'done')).toHaveLength(1);
  world.advance(2 * 24 * 3600_000);
  await reports().purgeReports();
  expect(await queue(moderator, 'done')).toEqual([]);
});

test('what lay open in a channel that is gone takes nobody else’s place', async () => {
  const [first, other] = [await world.send(owner, channelId), randomUUID()];
  await world.db.prisma.report.createMany({
    data: Array.from({ length: 500 }, () => ({
      ...{ id: randomUUID(), communityId, channelId: other, channelName: 'gone', messageId: randomUUID() },
      ...{ body: '', reason: 'spam', reporterId: randomUUID() },
    })),
  });
  await report(member, first.id);
  expect(await queue()).toHaveLength(1);
});
