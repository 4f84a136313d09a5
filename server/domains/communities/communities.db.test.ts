import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { everyoneDefaults } from '#contract/permissions';
import { communityTemplates } from '#contract/setup';
import { planTemplate } from './plan-template.ts';

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await createWorld();
  owner = await world.person();
});
afterAll(() => world.close());

const identity = { name: 'Name', colour: 'moss', letter: 'N' } as const;
const communities = () => world.services.communities;
const bootstrap = (person: Person) => communities().getBootstrap(person.ctx);
const newMember = async (communityId: string) => {
  const person = await world.person();
  await world.join(person, communityId);
  return person;
};

describe.each(communityTemplates)('the template %s', (template) => {
  test('makes its owner the first member, with one everyone role and places of their own', async () => {
    const { communityId, channelId } = await communities().createCommunity(owner.ctx, {
      ...identity,
      template,
    });
    const seen = (await bootstrap(owner)).communities.find(({ id }) => id === communityId)!;
    expect(seen).toMatchObject({ ...identity, ownerId: owner.id, memberCount: 1 });
    expect(seen.channels.map(({ id }) => id)).toContain(channelId);
    const roles = await world.db.prisma.role.findMany({
      where: { communityId },
      orderBy: { position: 'asc' },
    });
    expect(roles.filter(({ isEveryone }) => isEveryone)).toMatchObject([
      { position: 0, permissions: [...everyoneDefaults] },
    ]);
    expect(new Set(roles.map(({ position }) => position)).size).toBe(roles.length);
    const places = seen.channels.map(({ categoryId, position }) => `${categoryId} ${position}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('shows a member what is for all, and nothing of what is for some', async () => {
    const { communityId } = await communities().createCommunity(owner.ctx, { ...identity, template });
    const seen = (await bootstrap(await newMember(communityId))).communities[0]!;
    const plan = planTemplate(template);
    const isPrivate = (id: string) =>
      plan.overrides.some((rule) => rule.channelId === id && rule.deny.includes('channel.view'));
    const open = plan.channels.filter(({ id }) => !isPrivate(id)).map(({ name }) => name);
    expect(seen.channels.map(({ name }) => name).sort()).toEqual(open.sort());
    for (const { name, permissions } of seen.channels)
      expect([name, permissions.includes('message.send')]).toEqual([name, name !== 'announcements']);
    // A category that holds only what one may not see is not there either.
    for (const { id } of seen.categories)
      expect(seen.channels.some(({ categoryId }) => categoryId === id)).toBe(true);
    expect(seen.permissions).not.toContain('administrator');
  });
});

describe('making', () => {
  test('the host can keep it to administrators, who are not asked', async () => {
    const admin = await world.person();
    if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
    await world.db.prisma.instance.updateMany({ data: { membersCreateCommunities: false } });
    const refused = communities().createCommunity(owner.ctx, { ...identity, template: 'empty' });
    await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN', reason: 'community.creation_closed' });
    await communities().createCommunity(admin.ctx, { ...identity, template: 'empty' });
    await world.db.prisma.instance.updateMany({ data: { membersCreateCommunities: true } });
  });

  test('fifty are the end, also when several are made at once', async () => {
    const busy = await world.person();
    for (let n = 0; n < 49; n += 1) await world.community(busy);
    const last = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        communities().createCommunity(busy.ctx, { ...identity, template: 'empty' }),
      ),
    );
    expect(last.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(last.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT', reason: 'limit.reached' },
    });
    expect(await world.db.prisma.community.count({ where: { ownerId: busy.id } })).toBe(50);
  });

  test('the database has one everyone role a community, and an owner who is a member', async () => {
    const { communityId } = await world.community(owner);
    const second = world.db.prisma.role.create({
      data: {
        id: randomUUID(),
        communityId,
        name: 'everyone',
        position: 0,
        isEveryone: true,
        permissions: [],
      },
    });
    await expect(second).rejects.toThrow();
    await expect(
      world.db.prisma.member.deleteMany({ where: { communityId, accountId: owner.id } }),
    ).rejects.toThrow();
    const outsider = await world.person();
    await expect(
      world.db.prisma.community.update({ where: { id: communityId }, data: { ownerId: outsider.id } }),
    ).rejects.toThrow();
    await expect(world.db.prisma.account.delete({ where: { id: owner.id } })).rejects.toThrow();
  });

  test('a role goes only to members of its own community', async () => {
    const [one, other] = [await world.community(owner), await world.community(owner)];
    const role = await world.db.prisma.role.create({
      data: {
        id: randomUUID(),
        communityId: one.communityId,
        name: 'r',
        position: 1,
        permissions: ['administrator'],
      },
    });
    const member = await newMember(other.communityId);
    for (const communityId of [one.communityId, other.communityId])
      await expect(
        world.db.prisma.memberRole.create({ data: { communityId, accountId: member.id, roleId: role.id } }),
      ).rejects.toThrow();
  });
});

describe('leaving', () => {
  test('ends the membership with its roles; messages stay; one may come back by an invite', async () => {
    const { communityId, channelId } = await world.community(owner);
    const member = await newMember(communityId);
    const role = await world.db.prisma.role.create({
      data: { id: randomUUID(), communityId, name: 'r', position: 1, permissions: ['administrator'] },
    });
    await world.db.prisma.memberRole.create({ data: { communityId, accountId: member.id, roleId: role.id } });
    const message = await world.send(member, channelId, 'stays');
    await communities().leaveCommunity(member.ctx, { communityId });
    expect((await bootstrap(member)).communities).toEqual([]);
    await expect(world.send(member, channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      world.services.messages.editMessage(member.ctx, { messageId: message.id, body: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(communities().leaveCommunity(member.ctx, { communityId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await world.services.messages.getPage(owner.ctx, { channelId })).messages).toMatchObject([
      { body: 'stays', author: { id: member.id } },
    ]);
    await world.join(member, communityId);
    expect((await bootstrap(member)).communities[0]!.permissions).not.toContain('administrator');
  });

  test('the owner cannot', async () => {
    const { communityId } = await world.community(owner);
    await expect(communities().leaveCommunity(owner.ctx, { communityId })).rejects.toMatchObject({
      code: 'CONFLICT',
      reason: 'community.owner_cannot_leave',
    });
    expect((await bootstrap(owner)).communities.some(({ id }) => id === communityId)).toBe(true);
  });
});

describe('the bootstrap', () => {
  test('has no counter, name or category of a hidden channel', async () => {
    const { communityId, channelId } = await communities().createCommunity(owner.ctx, {
      ...identity,
      template: 'club',
    });
    const member = await newMember(communityId);
    const committee = await world.db.prisma.channel.findFirstOrThrow({
      where: { communityId, name: 'committee' },
    });
    await world.send(owner, committee.id, 'in private');
    await world.send(owner, channelId!, 'in the open');
    // The role of the same name is no secret.
    const { communities: seen, counters } = await bootstrap(member);
    const text = JSON.stringify([seen.map(({ roles: _roles, ...rest }) => rest), counters]);
    for (const secret of [committee.id, committee.categoryId!, '"committee"', '"Committee"'])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect((await bootstrap(member)).counters.find((each) => each.channelId === channelId)).toMatchObject({
      posted: 1,
      readSeq: 0,
    });
    expect((await bootstrap(owner)).counters.some((each) => each.channelId === committee.id)).toBe(true);
  });

  test('an administrator of the instance sees no more than another member', async () => {
    const { communityId } = await communities().createCommunity(owner.ctx, { ...identity, template: 'club' });
    const admin = await newMember(communityId);
    await world.db.prisma.account.update({ where: { id: admin.id }, data: { isAdmin: true } });
    if (admin.ctx.actor.kind === 'user') admin.ctx.actor.account.isAdmin = true;
    expect((await bootstrap(admin)).communities[0]!.channels.map(({ name }) => name)).not.toContain(
      'committee',
    );
    const outside = await world.person();
    if (outside.ctx.actor.kind === 'user') outside.ctx.actor.account.isAdmin = true;
    expect((await bootstrap(outside)).communities).toEqual([]);
    await expect(
      communities().updateCommunity(outside.ctx, { communityId, name: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is nobody’s without a session', async () => {
    await expect(communities().getBootstrap(world.anonymous())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('changing', () => {
  test('name, colour and letter, each alone; by who may', async () => {
    const { communityId } = await world.community(owner);
    const member = await newMember(communityId);
    await expect(communities().updateCommunity(member.ctx, { communityId, name: 'x' })).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    );
    await communities().updateCommunity(owner.ctx, { communityId, letter: '🔥' });
    await communities().updateCommunity(owner.ctx, { communityId, name: '  New   name ' });
    expect((await bootstrap(member)).communities[0]).toMatchObject({
      name: 'New name',
      letter: '🔥',
      colour: 'moss',
    });
    for (const wrong of [{ letter: 'abc' }, { letter: '' }, { name: '\u200B' }, { colour: 'red' }])
      await expect(communities().updateCommunity(owner.ctx, { communityId, ...wrong })).rejects.toMatchObject(
        { code: 'INVALID' },
      );
  });
});

describe('members', () => {
  test('come by display name, whatever its case, each once over all pages', async () => {
    const { communityId } = await world.community(owner);
    const rows = Array.from({ length: 230 }, (_, n) => ({
      id: randomUUID(),
      username: `m${n}`,
      usernameSkeleton: `skeleton-${randomUUID()}`,
      displayName: ['Zed', 'anna', 'Bob', 'ÄRGER', 'same'][n % 5]!,
      passwordHash: '',
    }));
    await world.db.prisma.account.createMany({ data: rows });
    await world.db.prisma.member.createMany({ data: rows.map(({ id }) => ({ communityId, accountId: id })) });
    world.services.directory.forget(communityId);
    const seen: string[] = [];
    const names: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await communities().listMembers(owner.ctx, { communityId, ...(after && { after }) });
      expect(page.members.length).toBeLessThanOrEqual(100);
      seen.push(...page.members.map(({ account }) => account.id));
      names.push(...page.members.map(({ account }) => account.displayName.toLowerCase()));
      after = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([231, 231]);
    expect(names.lastIndexOf('anna')).toBeLessThan(names.indexOf('bob'));
    expect(names.lastIndexOf('bob')).toBeLessThan(names.indexOf('zed'));
  });

  test('a cursor that was made up is refused; one of another community shows nothing of it', async () => {
    const [one, other] = [await world.community(owner), await world.community(owner)];
    for (const after of [
      '',
      'x',
      'AAAA',
      Buffer.from('not-a-uuid').toString('base64url'),
      Buffer.from(`${randomUUID()}\0`).toString('base64url'),
      "' OR 1=1",
    ]) {
      const outcome = await communities()
        .listMembers(owner.ctx, { communityId: one.communityId, after })
        .catch((error: { code: string }) => error.code);
      expect([after, outcome]).toEqual([after, 'INVALID']);
    }
    const after = Buffer.from(`${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`).toString('base64url');
    const page = await communities().listMembers(owner.ctx, { communityId: other.communityId, after });
    expect(page.members.map(({ account }) => account.id)).toEqual([owner.id]);
  });

  test('are for members to see', async () => {
    const { communityId } = await world.community(owner);
    await expect(
      communities().listMembers((await world.person()).ctx, { communityId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
