import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { waitFor } from '../../../tests/support/wait-for.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let admin: Person;
let owner: Person;
let member: Person;
let communityId: string;
let channelId: string;
beforeAll(async () => {
  world = await createWorld();
  [admin, owner, member] = [await world.person(), await world.person(), await world.person()];
  await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
  if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
});
beforeEach(async () => {
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
});
afterAll(() => world.close());

const communities = () => world.services.communities;
const idsOf = async (person: Person) =>
  (await communities().getBootstrap(person.ctx)).communities.map(({ id }) => id);

test('owners and members administer no community here', async () => {
  for (const { ctx } of [owner, member]) {
    const attempts = [
      () => communities().listCommunities(ctx, {}),
      () => communities().getCommunityEntry(ctx, { communityId }),
      () => communities().setArchived(ctx, { communityId, archived: true }),
      () => communities().assignOwner(ctx, { communityId, username: member.username }),
      () => communities().removeCommunity(ctx, { communityId, confirm: 'Test' }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('the list has what is counted, and nothing that is written', async () => {
  await world.send(member, channelId, 'CANARY');
  const { communities: found } = await communities().listCommunities(admin.ctx, {});
  expect(found.find(({ id }) => id === communityId)).toMatchObject({
    owner: { id: owner.id },
    memberCount: 2,
    channelCount: 1,
    messageCount: 1,
    archivedAt: null,
  });
  expect(JSON.stringify(found)).not.toContain('CANARY');
  // Being an administrator opens no channel.
  await expect(world.services.messages.getPage(admin.ctx, { channelId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('an archived community is there for nobody, by any door, until it is brought back as it was', async () => {
  const invite = await world.services.invites.createInvite(owner.ctx, { communityId });
  const message = await world.send(member, channelId, 'kept');
  await communities().setArchived(admin.ctx, { communityId, archived: true, reason: 'over' });
  await waitFor(() => world.told.changed.includes(communityId));
  expect(await idsOf(owner)).not.toContain(communityId);
  const { messages, invites, channels, audit } = world.services;
  const newcomer = await world.person();
  for (const attempt of [
    () => messages.getPage(member.ctx, { channelId }),
    () => messages.sendMessage(member.ctx, { channelId, clientId: crypto.randomUUID(), body: 'x' }),
    () => messages.deleteMessage(member.ctx, { messageId: message.id }),
    () => communities().updateCommunity(owner.ctx, { communityId, name: 'Mine still' }),
    () => communities().listMembers(member.ctx, { communityId }),
    () => channels.createChannel(owner.ctx, { communityId, categoryId: null, name: 'new' }),
    () => invites.acceptInvite(newcomer.ctx, { code: invite.code }),
    () => audit.listEntries(owner.ctx, { communityId }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  // A change that was let in before waits for the lock, and is refused by what it finds then.
  await expect(audit.changeCommunity(owner.ctx, communityId, async () => {})).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await communities().setArchived(admin.ctx, { communityId, archived: false });
  expect(await idsOf(member)).toContain(communityId);
  expect((await messages.getPage(member.ctx, { channelId })).messages).toMatchObject([{ body: 'kept' }]);
  const acts = (await audit.listEntries(owner.ctx, { communityId })).entries;
  expect(acts.slice(0, 2)).toMatchObject([
    { action: 'community.unarchive' },
    { action: 'community.archive', reason: 'over' },
  ]);
});

test('another member becomes the owner, in both logs; who is none does not', async () => {
  await expect(
    communities().assignOwner(admin.ctx, { communityId, username: admin.username }),
  ).rejects.toMatchObject({ code: 'INVALID', reason: 'community.owner_no_member' });
  await communities().assignOwner(admin.ctx, { communityId, username: member.username.toUpperCase() });
  const view = await world.services.directory.community(communityId);
  expect(view).toMatchObject({ ownerId: member.id });
  expect(view?.isMember(owner.id)).toBe(true);
  const { audit } = world.services;
  const [inCommunity, inInstance] = await Promise.all([
    audit.listEntries(member.ctx, { communityId, action: 'community.owner' }),
    audit.listInstanceEntries(admin.ctx, { targetId: communityId }),
  ]);
  for (const { entries } of [inCommunity, inInstance])
    expect(entries).toMatchObject([
      { action: 'community.owner', before: { owner: owner.username }, after: { owner: member.username } },
    ]);
});

test('a community is deleted for good only once it is archived, and by its name; its messages go in portions', async () => {
  await world.send(member, channelId, 'going');
  const remove = (confirm: string) => communities().removeCommunity(admin.ctx, { communityId, confirm });
  await expect(remove('Test')).rejects.toMatchObject({ reason: 'community.not_archived' });
  await communities().setArchived(admin.ctx, { communityId, archived: true });
  await expect(remove('test')).rejects.toMatchObject({ reason: 'confirm.differs' });
  await remove('Test');
  expect(await world.db.prisma.community.findUnique({ where: { id: communityId } })).toBeNull();
  while ((await world.services.channels.purgeDeletedChannels()) > 0);
  expect(await world.db.prisma.message.count({ where: { channelId } })).toBe(0);
  await expect(remove('Test')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
