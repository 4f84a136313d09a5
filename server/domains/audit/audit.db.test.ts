import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person;
let member: Person;
let communityId: string;
beforeAll(async () => {
  world = await createWorld();
  [owner, member] = [await world.person(), await world.person()];
  ({ communityId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

test('entries cannot be changed or removed, by SQL either; old ones go when they were kept long enough', async () => {
  await world.services.channels.createChannel(owner.ctx, { communityId, categoryId: null, name: 'one' });
  for (const sql of [
    "UPDATE audit_entries SET actor_name = 'somebody else'",
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
  ])
    await expect(world.db.pool.query(sql)).rejects.toThrow('audit entries are not changed');
  await world.db.pool.query(
    `INSERT INTO audit_entries (id, community_id, action, via, created_at) SELECT uuidv7(), $1, 'channel.create', 'page', now() - interval '40 days'`,
    [communityId],
  );
  const count = () => world.db.prisma.auditEntry.count({ where: { communityId } });
  const before = await count();
  expect(await world.services.audit.purgeEntries(41)).toBe(0);
  expect(await world.services.audit.purgeEntries(39)).toBe(1);
  expect(await count()).toBe(before - 1);
});

test('only who may view it sees a community’s log; filters and pages hold', async () => {
  const { audit: log, channels } = world.services;
  await expect(log.listEntries(member.ctx, { communityId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const outside = await world.person();
  await expect(log.listEntries(outside.ctx, { communityId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(log.listInstanceEntries(owner.ctx, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { channelId } = await channels.createChannel(owner.ctx, {
    communityId,
    categoryId: null,
    name: 'two',
  });
  for (let n = 0; n < 60; n += 1) await channels.updateChannel(owner.ctx, { channelId, topic: `topic ${n}` });
  const first = await log.listEntries(owner.ctx, { communityId, targetId: channelId });
  expect(first.entries.length).toBe(50);
  expect(first.entries[0]).toMatchObject({
    action: 'channel.update',
    before: { topic: 'topic 58' },
    after: { topic: 'topic 59' },
    actor: { id: owner.id },
  });
  expect(first.actors).toEqual([{ id: owner.id, name: owner.username }]);
  const second = await log.listEntries(owner.ctx, {
    communityId,
    targetId: channelId,
    before: first.next!,
  });
  expect([second.entries.length, second.next]).toEqual([11, null]);
  expect(
    (await log.listEntries(owner.ctx, { communityId, action: 'channel.create', targetId: channelId }))
      .entries,
  ).toHaveLength(1);
  expect((await log.listEntries(owner.ctx, { communityId, actorId: member.id })).entries).toEqual([]);
});

test('a channel that the reader does not see has no name in the log, whatever was done there', async () => {
  const { audit: log, channels, invites, messages, overrides } = world.services;
  const place = await world.community(owner);
  const reader = await world.person();
  await world.join(reader, place.communityId);
  const { communityId: id } = place;
  await world.db.prisma.role.updateMany({
    where: { communityId: id, isEveryone: true },
    data: { permissions: ['channel.view', 'message.send', 'audit.view'] },
  });
  world.services.directory.forget(id);
  const make = (name: string, isPrivate: boolean) =>
    channels.createChannel(owner.ctx, { communityId: id, categoryId: null, name, topic: name, isPrivate });
  const { channelId } = await make('SECRET-room', true);
  await make('open-room', false);
  await channels.updateChannel(owner.ctx, { channelId, name: 'SECRET-again', topic: 'SECRET' });
  await overrides.setOverride(owner.ctx, {
    ...{ place: 'channel', placeId: channelId, holder: 'member', holderId: owner.id },
    ...{ allow: ['channel.view', 'message.send'], deny: [] },
  });
  const { id: messageId } = await world.send(owner, channelId);
  await messages.pinMessage(owner.ctx, { messageId });
  await invites.createInvite(owner.ctx, { communityId: id, channelId });
  const { categoryId } = await channels.createCategory(owner.ctx, {
    ...{ communityId: id, name: 'SECRET-shelf', isPrivate: true },
  });
  await channels.moveChannel(owner.ctx, { channelId, categoryId, index: 0 });
  await channels.deleteChannel(owner.ctx, { channelId: (await make('SECRET-gone', true)).channelId });

  const seen = (await log.listEntries(reader.ctx, { communityId: id })).entries;
  expect(JSON.stringify(seen)).not.toContain('SECRET');
  expect(JSON.stringify(seen)).toContain('open-room');
  const all = (await log.listEntries(owner.ctx, { communityId: id })).entries;
  expect(seen.map((entry) => [entry.id, entry.action])).toEqual(all.map((entry) => [entry.id, entry.action]));
  for (const name of ['room', 'again', 'shelf', 'gone'])
    expect(JSON.stringify(all)).toContain(`SECRET-${name}`);
});
