import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Inline, MessageDto } from '#contract/messages';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';

let world: World;
let owner: Person, noor: Person, sam: Person;
let communityId: string, channelId: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  [owner, noor, sam] = [await world.person(), await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(noor, communityId);
  await world.join(sam, communityId);
  world.told.mentioned.length = 0;
});

const inlines = ({ tree }: MessageDto): Inline[] =>
  tree?.flatMap((block) => (block.t === 'p' ? block.c : [])) ?? [];
const named = (message: MessageDto) =>
  inlines(message).flatMap((node) => (typeof node === 'object' && node.t === 'mention' ? [node] : []));
const rows = (messageId: string) =>
  world.db.prisma.mention.findMany({ where: { messageId }, orderBy: { kind: 'asc' } });
const counters = async (person: Person) =>
  (await world.services.communities.getBootstrap(person.ctx)).counters.find(
    (each) => each.channelId === channelId,
  )!;
const marked = async (person: Person) => (await counters(person)).mentions.map(([seq]) => seq);
const makeRole = async (mentionable: boolean, name = 'Potters') => {
  const id = crypto.randomUUID();
  await world.db.prisma.role.create({
    data: { id, communityId, name, mentionable, position: 1, permissions: [] },
  });
  world.services.directory.forgetAll();
  return id;
};
const give = async (person: Person, roleId: string) => {
  await world.db.prisma.memberRole.create({ data: { communityId, accountId: person.id, roleId } });
  world.services.directory.forgetAll();
};
const rename = (nickname: string) =>
  world.services.members.setNickname(owner.ctx, { communityId, accountId: noor.id, nickname });

describe('what is read', () => {
  test('ids, and names typed by hand, come out as ids; the names come with the message', async () => {
    await rename('Noor Haddad');
    const message = await world.send(
      sam,
      channelId,
      `<@${owner.id}>, @${noor.username} and @noor haddad! See #general, \`@${noor.username}\``,
    );
    expect(message.body).toBe(
      `<@${owner.id}>, <@${noor.id}> and <@${noor.id}>! See <#${channelId}>, \`@${noor.username}\``,
    );
    expect(named(message).map((node) => ('id' in node ? node.id : node.kind))).toEqual([
      ...[owner.id, noor.id, noor.id, channelId],
    ]);
    expect(message.mentioned?.map(({ id, nickname }) => [id, nickname]).toSorted()).toEqual(
      [
        [owner.id, undefined],
        [noor.id, 'Noor Haddad'],
      ].toSorted(),
    );
    const page = await world.services.messages.getPage(noor.ctx, { channelId });
    expect(page.messages.at(-1)).toEqual(message);
  });

  test('what means two, nobody, or stands in code, a link or an address stays as it was typed', async () => {
    await rename('twin');
    await world.services.members.setNickname(owner.ctx, { communityId, accountId: sam.id, nickname: 'Twin' });
    const outsider = await world.person();
    const text = [
      `@twin @nobody @${outsider.username} \\@${noor.username} a@${noor.username}`,
      `https://x.test/@${noor.username} \`\`@${noor.username}\`\` #nowhere`,
      `\`\`\`\n@${noor.username}\n\`\`\``,
    ].join('\n');
    const message = await world.send(sam, channelId, text);
    expect(message.body).toBe(text);
    expect(await rows(message.id)).toEqual([]);
  });

  test('ids of strangers stay nameless and tell nobody', async () => {
    const outsider = await world.person();
    const message = await world.send(sam, channelId, `<@${outsider.id}> <@&${outsider.id}>`);
    expect(named(message)).toHaveLength(2);
    expect(message).not.toHaveProperty('mentioned');
    expect(await rows(message.id)).toEqual([]);
  });

  test('roles: those that may be named, or any with the permission; everybody with it alone', async () => {
    const [open, shut] = [await makeRole(true), await makeRole(false, 'Staff')];
    const text = `@everyone @here <@&${open}> <@&${shut}> @Potters @Staff`;
    const plain = await world.send(sam, channelId, text);
    expect((await rows(plain.id)).map(({ kind, roleId }) => [kind, roleId])).toEqual([['role', open]]);
    expect(named(plain).every(({ kind }) => kind === 'role')).toBe(true);
    expect(plain.body).toContain('@Staff');
    const wide = await world.send(owner, channelId, text);
    expect((await rows(wide.id)).map(({ kind }) => kind)).toEqual(['everyone', 'here', 'role', 'role']);
    expect(wide.body).not.toContain('@Staff');
  });

  test('X5 a message full of mentions tells at most 50', async () => {
    const ids = Array.from({ length: 100 }, () => crypto.randomUUID());
    const start = performance.now();
    const message = await world.send(sam, channelId, ids.map((id) => `<@${id}>`).join(''));
    expect(performance.now() - start).toBeLessThan(500);
    expect(named(message)).toHaveLength(100);
    expect(await rows(message.id)).toEqual([]);
  });
});

describe('whom it tells', () => {
  test('the named, the answered, a role and everybody; never the author, and nobody twice', async () => {
    const role = await makeRole(true);
    await give(sam, role);
    const one = await world.send(noor, channelId, 'a question');
    const two = await world.send(owner, channelId, `@everyone <@${sam.id}> <@&${role}>`, {
      replyToId: one.id,
    });
    expect(await marked(noor)).toEqual([two.seq]);
    expect(await marked(sam)).toEqual([two.seq]);
    expect(await marked(owner)).toEqual([]);
    expect(await rows(two.id)).toHaveLength(4);
  });

  test('a reply tells the author of what it answers, unless told not to; oneself never', async () => {
    const one = await world.send(noor, channelId, 'a question');
    const reply = (person: Person, ping?: boolean) =>
      world.services.messages.sendMessage(person.ctx, {
        ...{ channelId, clientId: crypto.randomUUID(), body: 'so', replyToId: one.id },
        ...(ping !== undefined && { ping }),
      });
    await reply(sam, false);
    await reply(noor);
    expect(await marked(noor)).toEqual([]);
    const loud = await reply(sam);
    expect(await marked(noor)).toEqual([loud.seq]);
  });

  test('reading clears, reading back brings them again, all devices hear', async () => {
    const before = await world.send(owner, channelId, 'x');
    const one = await world.send(owner, channelId, `<@${noor.id}> one`);
    const two = await world.send(owner, channelId, `<@${noor.id}> two`);
    const { channels } = world.services;
    await channels.markRead(noor.ctx, { channelId, seq: one.seq });
    expect(await marked(noor)).toEqual([two.seq]);
    await channels.markRead(noor.ctx, { channelId, seq: two.seq });
    expect(await marked(noor)).toEqual([]);
    world.told.read.length = 0;
    await channels.markUnread(noor.ctx, { channelId, seq: one.seq });
    expect(await marked(noor)).toEqual([one.seq, two.seq]);
    expect(await counters(noor)).toMatchObject({
      readSeq: before.seq,
      readOrdinal: before.ordinal,
      rewinds: 1,
    });
    expect(world.told.read).toMatchObject([
      {
        accountId: noor.id,
        event: {
          readSeq: before.seq,
          rewinds: 1,
          mentions: [
            [one.seq, 2],
            [two.seq, 3],
          ],
        },
      },
    ]);
    // Not back again by reading less.
    await channels.markRead(noor.ctx, { channelId, seq: two.seq });
    await channels.markRead(noor.ctx, { channelId, seq: before.seq });
    expect(await counters(noor)).toMatchObject({ readSeq: two.seq, rewinds: 1 });
    await channels.markCommunityRead(sam.ctx, { communityId });
    expect(await counters(sam)).toMatchObject({ readSeq: two.seq });
  });

  test('deleting takes a mention away, undoing brings it back; an edit adds none and takes away what it drops', async () => {
    const { messages } = world.services;
    const message = await world.send(owner, channelId, `<@${noor.id}> look`);
    await messages.deleteMessage(owner.ctx, { messageId: message.id });
    expect(await marked(noor)).toEqual([]);
    expect(world.told.mentioned.at(-1)).toMatchObject({ on: false, accounts: [noor.id], seq: message.seq });
    await messages.restoreMessage(owner.ctx, { messageId: message.id });
    expect(await marked(noor)).toEqual([message.seq]);
    const edited = await messages.editMessage(owner.ctx, {
      messageId: message.id,
      body: `<@${noor.id}> and @${sam.username}`,
    });
    expect(edited.mentioned).toHaveLength(2);
    expect([await marked(noor), await marked(sam)]).toEqual([[message.seq], []]);
    await messages.editMessage(owner.ctx, { messageId: message.id, body: 'nobody' });
    expect(await marked(noor)).toEqual([]);
    expect(world.told.mentioned.at(-1)).toMatchObject({ on: false, accounts: [noor.id] });
  });

  test('who may not view the channel is told nothing, and who may no longer has nothing left of it', async () => {
    const hidden = await world.services.channels.createChannel(owner.ctx, {
      ...{ communityId, categoryId: null, name: 'hidden', isPrivate: true },
    });
    await world.send(owner, hidden.channelId, `@everyone <@${noor.id}>`);
    const of = async (person: Person) =>
      (await world.services.communities.getBootstrap(person.ctx)).counters.find(
        (each) => each.channelId === hidden.channelId,
      )?.mentions;
    expect(await of(noor)).toBeUndefined();
    await world.db.prisma.override.create({
      data: {
        id: crypto.randomUUID(),
        channelId: hidden.channelId,
        accountId: noor.id,
        allow: ['channel.view'],
        deny: [],
      },
    });
    world.services.directory.forgetAll();
    expect(await of(noor)).toHaveLength(1);
    // A link to it shows no name to who may not view it: the text has only its id.
    const link = await world.send(sam, channelId, '#hidden');
    expect(link.body).toBe('#hidden');
  });

  test('who comes later is not meant by what went before, and a role is whoever has it', async () => {
    const role = await makeRole(true);
    await world.send(owner, channelId, `@everyone <@&${role}>`);
    const late = await world.person();
    await world.join(late, communityId);
    expect(await marked(late)).toEqual([]);
    await give(late, role);
    expect(await marked(late)).toEqual([]);
    const next = await world.send(owner, channelId, `<@&${role}>`);
    expect([await marked(late), (await marked(sam)).includes(next.seq)]).toEqual([[next.seq], false]);
  });
});
