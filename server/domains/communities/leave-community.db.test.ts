import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('who becomes the owner at the moment at which they leave stays', async () => {
  const [owner, heir] = [await world.person(), await world.person()];
  const { communityId } = await world.community(owner);
  await world.join(heir, communityId);
  let leaving: Promise<unknown> = Promise.resolve();
  // What a transfer does under its lock, held open while the other one leaves.
  await world.db.transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM communities WHERE id = ${communityId}::uuid FOR NO KEY UPDATE`;
    await tx.community.update({ where: { id: communityId }, data: { ownerId: heir.id } });
    await tx.member.updateMany({ where: { communityId, accountId: heir.id }, data: { timeoutUntil: null } });
    leaving = world.services.communities
      .leaveCommunity(heir.ctx, { communityId })
      .catch((error: unknown) => error);
    await sleep(300);
  });
  expect(await leaving).toMatchObject({ code: 'NOT_FOUND' });
  world.services.directory.forget(communityId);
  const view = await world.services.directory.community(communityId);
  expect([view?.ownerId, view?.isMember(heir.id)]).toEqual([heir.id, true]);
});
