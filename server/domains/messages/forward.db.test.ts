import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { messageLimits, type MessageDto } from '#contract/messages';
import { createWorld, type Person, type World } from '../../../tests/support/world.ts';

let world: World;
let owner: Person, member: Person, outsider: Person;
let communityId: string, channelId: string, hidden: string, other: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  [owner, member, outsider] = [await world.person(), await world.person(), await world.person()];
  ({ communityId, channelId } = await world.community(owner));
  await world.join(member, communityId);
  const place = { communityId, categoryId: null };
  const { channels } = world.services;
  hidden = (await channels.createChannel(owner.ctx, { ...place, name: 'hidden', isPrivate: true })).channelId;
  other = (await channels.createChannel(owner.ctx, { ...place, name: 'other' })).channelId;
});

const forward = (person: Person, message: { id: string }, to: string, more: object = {}) =>
  world.services.messages.forwardMessage(person.ctx, {
    ...{ messageId: message.id, channelId: to, clientId: randomUUID(), ...more },
  });
const now = async ({ id, channelId: place }: MessageDto, person = owner) =>
  (await world.services.messages.getPage(person.ctx, { channelId: place })).messages.find(
    (each) => each.id === id,
  );
const kept = async ({ id }: MessageDto) =>
  (await world.db.prisma.message.findUniqueOrThrow({ where: { id } })).forward as {
    body: string | null;
  } | null;
const remove = (person: Person, { id }: MessageDto) =>
  world.services.messages.deleteMessage(person.ctx, { messageId: id });

describe('what is posted', () => {
  test('a message of one’s own with the text as it was; what is edited later changes nothing', async () => {
    const original = await world.send(owner, hidden, '**hot**');
    const made = await forward(owner, original, channelId, { body: 'look' });
    expect(made).toMatchObject({ channelId, body: 'look', author: { id: owner.id }, replyTo: null });
    expect(made.forward).toEqual({
      messageId: original.id,
      body: '**hot**',
      tree: original.tree,
      createdAt: original.createdAt,
    });
    await world.services.messages.editMessage(owner.ctx, { messageId: original.id, body: 'cold' });
    // Nothing of it says where that was: only who may see the original hears so.
    expect(await now(made, member)).toEqual(made);
    expect(world.told.created.at(-1)).toEqual(made);
    const preview = (person: Person) =>
      world.services.messages.listPreviews(person.ctx, { messageIds: [original.id] });
    expect(await preview(owner)).toMatchObject([{ channel: { id: hidden }, author: { id: owner.id } }]);
    expect(await preview(member)).toEqual([]);
  });

  test('a retry answers the same message; without a comment the body is empty', async () => {
    const original = await world.send(owner, channelId, 'once');
    const clientId = randomUUID();
    const [first, second] = await Promise.all([
      forward(owner, original, other, { clientId }),
      forward(owner, original, other, { clientId }),
    ]);
    expect(second).toEqual(first);
    expect(await forward(owner, original, other, { clientId })).toEqual(first);
    expect(first).toMatchObject({ body: '', tree: null, forward: { body: 'once' } });
  });

  test('of a forward the first text goes on, to its first message, without the comment', async () => {
    const original = await world.send(owner, hidden, 'first');
    const made = await forward(owner, original, channelId, { body: 'mine' });
    const again = await forward(member, made, other);
    expect(again.forward).toEqual(made.forward);
    await remove(owner, made);
    expect((await now(again))?.forward?.body).toBe('first');
    await remove(owner, original);
    expect((await now(again))?.forward?.body).toBeNull();
    await expect(forward(member, again, channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('names in the text are text and tell nobody; those in the comment do', async () => {
    const original = await world.send(owner, channelId, `**@everyone** <@${member.id}> in <#${hidden}>`);
    world.told.mentioned.length = 0;
    const made = await forward(owner, original, other);
    expect(made.forward?.body).toMatch(/^\*\*@everyone\*\* @p\w+ in #hidden$/);
    expect(JSON.stringify(made.forward?.tree)).not.toContain('mention');
    expect(made.mentioned).toBeUndefined();
    expect(world.told.mentioned).toEqual([]);
    // Who forwards it sees of the names what they may see.
    expect((await forward(member, original, other)).forward?.body).toMatch(/in #…$/);
    await forward(owner, original, other, { body: `<@${member.id}>` });
    expect(world.told.mentioned).toMatchObject([{ accounts: [member.id] }]);
  });
});

describe('who may', () => {
  test('from where one may read to where one may write, and nowhere else', async () => {
    const original = await world.send(owner, hidden, 'secret');
    const open = await world.send(owner, channelId, 'open');
    await expect(forward(member, original, channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(forward(outsider, open, channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(forward(member, open, hidden)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(forward(member, { id: randomUUID() }, channelId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await world.services.channels.updateChannel(owner.ctx, { channelId: other, kind: 'announcement' });
    await expect(forward(member, open, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect((await forward(owner, open, other)).forward?.body).toBe('open');
    const { id: direct } = await world.services.conversations.startDirect(owner.ctx, {
      accountId: member.id,
    });
    expect((await forward(owner, original, direct)).forward?.body).toBe('secret');
    await remove(owner, open);
    await expect(forward(member, open, channelId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('filters judge the forwarded text too, and slow mode counts it', async () => {
    const away = await world.community(member);
    const bad = await world.send(member, away.channelId, 'so gr**im** here');
    const held = await world.send(member, away.channelId, 'wait here');
    const fine = await world.send(member, away.channelId, 'fine');
    const create = (action: 'block' | 'hold', word: string) =>
      world.services.filters.createFilter(owner.ctx, {
        ...{ communityId, name: action, kind: 'words', action, mode: 'block', patterns: [word], notice: '' },
        ...{ leet: false, mentionMax: 5, exemptRoleIds: [], exemptChannelIds: [], enabled: true },
      });
    await create('block', 'grim');
    await create('hold', 'wait');
    const stopped = { code: 'FORBIDDEN', reason: 'message.filtered' };
    await expect(forward(member, bad, channelId)).rejects.toMatchObject(stopped);
    await expect(forward(member, held, channelId)).rejects.toMatchObject(stopped);
    await expect(forward(member, fine, channelId, { body: 'grim' })).rejects.toMatchObject(stopped);
    await world.services.channels.updateChannel(owner.ctx, { channelId, slowMode: 60 });
    await forward(member, fine, channelId);
    await expect(forward(member, fine, channelId)).rejects.toMatchObject({ reason: 'channel.slow_mode' });
  });
});

describe('when the original goes', () => {
  test('the text goes with it, at once for who has it open, and comes back with it', async () => {
    const original = await world.send(member, channelId, 'regret');
    const made = await forward(owner, original, other);
    world.told.updated.length = 0;
    await remove(member, original);
    const hiddenForward = { messageId: original.id, body: null, tree: null, createdAt: original.createdAt };
    expect(world.told.updated.map(({ id }) => id)).toEqual([original.id, made.id]);
    expect(world.told.updated[1]).toMatchObject({ forward: hiddenForward, version: made.version + 1 });
    expect((await now(made))?.forward).toEqual(hiddenForward);
    await world.services.messages.restoreMessage(member.ctx, { messageId: original.id });
    expect(world.told.updated.at(-1)).toMatchObject({ id: made.id, forward: { body: 'regret' } });
    expect((await now(made))?.forward?.body).toBe('regret');
    // By a moderator, several at once.
    await world.services.messages.deleteMessages(owner.ctx, { channelId, messageIds: [original.id] });
    expect((await now(made))?.forward?.body).toBeNull();
    await world.services.messages.restoreMessages(owner.ctx, { channelId, messageIds: [original.id] });
    expect((await now(made))?.forward?.body).toBe('regret');
  });

  test('once it cannot be taken back, nothing of the text is left', async () => {
    const original = await world.send(member, channelId, 'gone for good');
    const made = await forward(owner, original, other, { body: 'see' });
    await remove(member, original);
    expect(await kept(made)).toMatchObject({ body: 'gone for good' });
    world.advance(messageLimits.undoMs + 1);
    await world.services.messages.purgeDeletedText();
    expect(await kept(made)).toMatchObject({ body: null });
    expect(await now(made)).toMatchObject({ body: 'see', forward: { body: null } });
    // A forward that is deleted itself leaves nothing either, and comes back whole before that.
    const second = await world.send(member, channelId, 'carried');
    const carrying = await forward(owner, second, other);
    await remove(owner, carrying);
    expect((await world.services.messages.listByIds([carrying.id])).size).toBe(0);
    await world.services.messages.restoreMessage(owner.ctx, { messageId: carrying.id });
    expect((await now(carrying))?.forward?.body).toBe('carried');
    await remove(owner, carrying);
    world.advance(messageLimits.undoMs + 1);
    await world.services.messages.purgeDeletedText();
    expect(await kept(carrying)).toBeNull();
  });

  test('a ban’s deletion takes it from everywhere at once; a channel’s too', async () => {
    const original = await world.send(member, channelId, 'spam');
    const own = await forward(member, original, other);
    const made = await forward(owner, original, other);
    const community = (await world.services.directory.community(communityId))!;
    await world.services.messages.deleteRecent(community, member.id, new Date(0));
    expect(await kept(made)).toMatchObject({ body: null });
    expect(await kept(own)).toBeNull();
    expect(await now(made)).toMatchObject({ forward: { body: null } });

    const inHidden = await world.send(owner, hidden, 'of a channel');
    const carried = await forward(owner, inHidden, other);
    await world.services.channels.deleteChannel(owner.ctx, { channelId: hidden });
    expect((await now(carried))?.forward?.body).toBeNull();
  });

  test('search finds the comment, and never what was forwarded', async () => {
    const original = await world.send(owner, channelId, 'porcelain');
    const made = await forward(owner, original, other, { body: 'stoneware' });
    const search = async (text: string) =>
      (await world.services.search.searchMessages(owner.ctx, { text, channelId: other })).hits.map(
        ({ id }) => id,
      );
    expect(await search('stoneware')).toEqual([made.id]);
    expect(await search('porcelain')).toEqual([]);
  });
});
