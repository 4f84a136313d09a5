import { randomUUID } from 'node:crypto';
import { everyoneDefaults, type Permission } from '#contract/permissions';
import type { Person } from '../../support/world.ts';
import { announceChange, type Stage } from '../stage.ts';
import { actorKinds, type ActorKind, type Things } from './action.ts';

export interface Place {
  things: Things;
  actors: Record<ActorKind, Person | undefined>;
}

/** One person of each kind, for all places: accounts cost more than what is made in a place. */
export async function castActors(stage: Stage): Promise<Record<ActorKind, Person | undefined>> {
  const people: Partial<Record<ActorKind, Person | undefined>> = {};
  for (const kind of actorKinds) people[kind] = kind === 'anonymous' ? undefined : await stage.person();
  // What must be there first is made by the stage's owner, who owns each of these places.
  people.owner = stage.owner;
  const { host } = people;
  await stage.world.db.prisma.account.update({ where: { id: host!.id }, data: { isAdmin: true } });
  return people as Record<ActorKind, Person | undefined>;
}

/**
 * A community with each kind of actor in their place, and what an action needs: written straight into the database, so
 * that no use case under test makes its own world. `needs` is held by the roles below and above the middle rank.
 */
export async function buildPlace(
  stage: Stage,
  actors: Record<ActorKind, Person | undefined>,
  needs: Permission | null,
): Promise<Place> {
  const { world } = stage;
  const { prisma } = world.db;
  const target = await stage.person();
  const [communityId, categoryId, channelId, inviteId] = [1, 2, 3, 4].map(() => randomUUID());
  const [everyone, low, middle, high] = [0, 1, 2, 3].map((position) => ({
    id: randomUUID(),
    communityId: communityId!,
    name: ['everyone', 'low', 'middle', 'high'][position]!,
    position,
    isEveryone: position === 0,
    permissions: position === 0 ? [...everyoneDefaults] : position === 2 || !needs ? [] : [needs],
  }));
  const held: [Person | undefined, string[]][] = [
    [actors.member, []],
    [actors.lower, [low!.id]],
    [actors.equal, [low!.id, middle!.id]],
    [actors.higher, [high!.id]],
    [target, [middle!.id]],
    [actors.owner, []],
  ];
  const code = randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase();
  const inPlace = { communityId: communityId! };
  await prisma.$transaction([
    prisma.community.create({
      data: { id: communityId!, name: 'Matrix', colour: 'moss', letter: 'M', ownerId: actors.owner!.id },
    }),
    prisma.role.createMany({ data: [everyone!, low!, middle!, high!] }),
    prisma.member.createMany({ data: held.map(([person]) => ({ ...inPlace, accountId: person!.id })) }),
    prisma.memberRole.createMany({
      data: held.flatMap(([person, roles]) =>
        roles.map((roleId) => ({ ...inPlace, accountId: person!.id, roleId })),
      ),
    }),
    prisma.category.createMany({
      data: [categoryId!, randomUUID()].map((id, position) => ({
        ...inPlace,
        id,
        position,
        name: `rooms ${position}`,
      })),
    }),
    prisma.channel.createMany({
      data: [channelId!, randomUUID()].map((id, position) => ({
        ...{ ...inPlace, id, position, name: `room ${position}` },
        categoryId: categoryId!,
      })),
    }),
    prisma.invite.create({ data: { ...inPlace, id: inviteId!, code, createdById: actors.owner!.id } }),
    prisma.ban.create({ data: { ...inPlace, accountId: actors.banned!.id } }),
    prisma.joinRequest.create({ data: { ...inPlace, accountId: actors.pending!.id } }),
  ]);
  await announceChange(world, communityId!);
  const { id: messageId } = await world.send(target, channelId!, 'what the target said');
  return {
    actors,
    things: {
      ...{ communityId: communityId!, channelId: channelId!, categoryId: categoryId!, messageId, code },
      ...{ targetId: target.id, target, roleId: middle!.id, madeId: '' },
    },
  };
}

/**
 * Everything that an act in the community could change, as one text: each row of each table that names it, what hangs
 * on its channels, and the accounts.
 */
export async function traceOf({ world }: Stage, { communityId, targetId, madeId }: Things): Promise<string> {
  const tables = await world.db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'community_id' AND table_schema = 'public' ORDER BY 1`,
  );
  const parts = [
    ...tables.rows.map(
      ({ name }) => `SELECT '${name}' AS of, t::text AS row FROM "${name}" t WHERE community_id = $1`,
    ),
    `SELECT 'communities', t::text FROM communities t WHERE id = $1`,
    `SELECT 'overrides', t::text FROM overrides t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1) OR category_id IN (SELECT id FROM categories WHERE community_id = $1)`,
    `SELECT 'messages', t::text FROM messages t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'reactions', t::text FROM reactions t JOIN messages m ON m.id = t.message_id WHERE m.channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'read_states', t::text FROM read_states t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'notification_levels', t::text FROM notification_levels t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'thread_followers', t::text FROM thread_followers t WHERE thread_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'forum_tags', t::text FROM forum_tags t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'thread_tags', t::text FROM thread_tags t WHERE thread_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'saved_messages', t::text FROM saved_messages t JOIN messages m ON m.id = t.message_id WHERE m.channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'scheduled_messages', t::text FROM scheduled_messages t WHERE channel_id IN (SELECT id FROM channels WHERE community_id = $1)`,
    `SELECT 'accounts', t::text FROM accounts t WHERE id = $2 OR id::text = $3`,
    `SELECT 'resets', t::text FROM password_resets t WHERE account_id = $2`,
    `SELECT 'sessions', (t.id)::text FROM sessions t WHERE account_id = $2`,
    `SELECT 'profile_notes', t::text FROM profile_notes t WHERE about_id = $2`,
    `SELECT 'instance', t::text FROM instance t WHERE $2 IS NOT NULL`,
  ];
  const { rows } = await world.db.pool.query<{ of: string; row: string }>(
    `SELECT * FROM (${parts.join(' UNION ALL ')}) x ORDER BY 1, 2`,
    [communityId, targetId, madeId],
  );
  return rows.map(({ of, row }) => `${of} ${row}`).join('\n');
}
