import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { xss } from '../support/hostile.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Person } from '../support/world.ts';
import { type Stage, announceChange, setStage } from './stage.ts';

let stage: Stage;
let filterId: string;
beforeAll(async () => {
  stage = await setStage();
  ({ filterId } = await stage.world.services.filters.createFilter(stage.owner.ctx, {
    ...{ communityId: stage.communityId, kind: 'words', name: 'rule', mode: 'all', patterns: ['xyzzy'] },
    ...{ leet: false, mentionMax: 5, action: 'hold', notice: '', enabled: true },
    ...{ exemptRoleIds: [], exemptChannelIds: [] },
  }));
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const base = () => `/c/${stage.communityId}`;
const pages = () => [
  `${base()}/settings/moderation`,
  `${base()}/settings/moderation/filters/${filterId}`,
  `${base()}/settings/reports`,
  `${base()}/channels/${stage.channelId}/moderation`,
];
const send = (person: Person, body: string, channelId = stage.channelId) =>
  stage
    .socket(person)
    .then((socket) => socket.call('message.send', { channelId, clientId: randomUUID(), body }));

describe('pages', () => {
  test('Z2 a member gets none of them, and what they post there does nothing', async () => {
    const forms: Record<string, string>[] = [
      { intent: 'save', name: 'n', action: 'block', patterns: 'x', notice: '' },
      { intent: 'delete' },
      { intent: 'approve', heldId: randomUUID() },
      { intent: 'refuse', heldId: randomUUID() },
      { intent: 'test', body: 'x' },
      { intent: 'lock' },
      { intent: 'unlock' },
      { intent: 'slow', slowMode: '5' },
      { intent: 'done', reportId: randomUUID() },
    ];
    const before = JSON.stringify(await stage.world.db.prisma.filter.findMany());
    for (const path of pages()) {
      expect([path, [403, 404].includes((await stage.browser(stage.member).get(path)).status)]).toEqual([
        path,
        true,
      ]);
      for (const fields of forms) {
        const answer = await stage.browser(stage.member).form(path, fields);
        expect([path, fields['intent'], [400, 403, 404].includes(answer.status)]).toEqual([
          path,
          fields['intent'],
          true,
        ]);
      }
    }
    expect(JSON.stringify(await stage.world.db.prisma.filter.findMany())).toBe(before);
    const channel = await stage.world.db.prisma.channel.findUniqueOrThrow({ where: { id: stage.channelId } });
    expect(channel).toMatchObject({ locked: false, slowMode: 0 });
  });

  test('Z21 an outsider gets the same as for a community that is not there', async () => {
    const client = stage.browser(stage.outsider);
    for (const path of [...pages(), `${base()}/channels/${stage.channelId}/pins`]) {
      const absent = path.replace(stage.communityId, randomUUID());
      expect([path, (await client.get(path)).status]).toEqual([path, 404]);
      expect((await client.get(absent)).status).toBe(404);
    }
    expect((await stage.browser(stage.member).get(`${base()}/channels/${stage.hiddenId}/pins`)).status).toBe(
      404,
    );
  });
});

describe('held messages', () => {
  test('Z4 nobody hears of one, not in any event, page or counter, until it is approved', async () => {
    const [spy, moderator] = [await stage.socket(stage.member), await stage.socket(stage.owner)];
    for (const socket of [spy, moderator])
      await socket.call('channel.subscribe', { channelIds: [stage.channelId] });
    const author = await stage.person();
    await stage.world.join(author, stage.communityId);
    await announceChange(stage.world, stage.communityId);
    const answer = await send(author, 'xyzzy CANARY held');
    expect(answer).toMatchObject({ ok: false, error: { code: 'CONFLICT', reason: 'message.held' } });
    await waitFor(() => moderator.heard.some(({ name }) => name === 'community.updated'));
    const page = await stage.api(stage.member).get(`/api/v1/channels/${stage.channelId}/messages`);
    const heard = JSON.stringify([spy.heard, moderator.heard, page.body]);
    expect(heard).not.toContain('CANARY held');
    expect(JSON.stringify(spy.heard)).not.toMatch(/"heldMessages":[1-9]/);
    const row = await stage.world.db.prisma.heldMessage.findFirstOrThrow({ where: { authorId: author.id } });
    await stage
      .browser(stage.owner)
      .form(`${base()}/settings/moderation`, { intent: 'approve', heldId: row.id });
    await waitFor(() => JSON.stringify(spy.heard).includes('CANARY held'));
  });
});

describe('reports', () => {
  test('Z6 a message that one cannot see cannot be reported, and its text is in no answer', async () => {
    const secret = await stage.world.send(stage.owner, stage.hiddenId, 'CANARY secret');
    const answer = await stage
      .api(stage.member)
      .json('POST', `/api/v1/messages/${secret.id}/reports`, { reason: 'spam' });
    expect([answer.status, answer.body.includes('CANARY')]).toEqual([404, false]);
    expect(await stage.world.db.prisma.report.count({ where: { messageId: secret.id } })).toBe(0);
  });

  test('X1 hostile text is text in the queue', async () => {
    const message = await stage.world.send(stage.owner, stage.channelId, xss.slice(0, 5).join('\n'));
    const answer = await stage
      .api(stage.member)
      .json('POST', `/api/v1/messages/${message.id}/reports`, { reason: 'other', comment: xss[0] });
    expect(answer.status).toBe(200);
    const page = await stage.browser(stage.owner).get(`${base()}/settings/reports`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain(xss[0]);
  });
});
