import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** How many statements and transactions `work` asks the database for. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const note = () => (count += 1);
  world.db.pool.on('acquire', note);
  await work();
  world.db.pool.off('acquire', note);
  return count;
}

test('a message costs one statement, whatever roles, overrides and rules its author stands under', async () => {
  const [owner, member] = [await world.person(), await world.person()];
  const { communityId, channelId } = await world.community(owner, 'gaming');
  await world.join(member, communityId);
  const { prisma } = world.db;
  const roles = await prisma.role.findMany({ where: { communityId, isEveryone: false } });
  await prisma.memberRole.createMany({
    data: roles.map(({ id: roleId }) => ({ communityId, accountId: member.id, roleId })),
  });
  await prisma.override.create({
    data: { id: crypto.randomUUID(), channelId, accountId: member.id, allow: ['message.send'], deny: [] },
  });
  world.services.directory.forgetAll();
  await world.send(member, channelId, 'the first one reads the community');

  const plain = async () => {
    for (let n = 0; n < 20; n += 1) await world.send(member, channelId, `message ${n} with **markup**`);
  };
  expect(await countStatements(plain)).toBe(20);
});
