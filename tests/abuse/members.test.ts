import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../support/wait-for.ts';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(async () => {
  stage.expectCalm();
  await stage.close();
});

const newMember = async () => {
  const person = await stage.person();
  await stage.world.join(person, stage.communityId);
  return person;
};
const pageOf = (accountId: string) => `/c/${stage.communityId}/members/${accountId}`;

test('Z14 who is banned reads by no door within a second, with their socket open', async () => {
  const { communityId, channelId, owner } = stage;
  const person = await newMember();
  const [api, browser, socket] = [stage.api(person), stage.browser(person), await stage.socket(person)];
  await socket.call('channel.subscribe', { channelIds: [channelId] });
  expect((await api.get(`/api/v1/channels/${channelId}/messages`)).status).toBe(200);

  const form = { intent: 'ban', seconds: '', sweep: '0' };
  expect((await stage.browser(owner).form(pageOf(person.id), form)).status).toBeLessThan(400);
  const banned = performance.now();
  await waitFor(() => socket.heard.some(({ name }) => name === 'community.removed'), {
    timeout: 1000 - (performance.now() - banned),
    message: 'the community to go',
  });
  const heard = socket.heard.length;
  await stage.world.send(owner, channelId, 'after the ban');
  for (const [name, input] of [
    ['channel.history', { channelId }],
    ['channel.changes', { channelId, since: 0 }],
    ['message.send', { channelId, clientId: crypto.randomUUID(), body: 'still here' }],
    ['channel.typing', { channelId }],
  ] as const)
    expect([name, await socket.call(name, input)]).toEqual([
      name,
      expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'NOT_FOUND' }) }),
    ]);
  expect((await socket.call('channel.subscribe', { channelIds: [channelId] })).data).toEqual({
    channelIds: [],
  });
  expect((await socket.call('bootstrap.get', {})).data.communities).toEqual([]);
  for (const path of [
    `/api/v1/channels/${channelId}/messages`,
    `/api/v1/channels/${channelId}/changes?since=0`,
    `/api/v1/communities/${communityId}/members`,
    `/api/v1/communities/${communityId}/members/${owner.id}`,
  ])
    expect([path, (await api.get(path)).status]).toEqual([path, 404]);
  for (const path of [`/c/${communityId}`, `/c/${communityId}/${channelId}`, pageOf(owner.id)])
    expect([path, (await browser.get(path)).status]).toEqual([path, 404]);
  expect(socket.heard.slice(heard).map(({ name }) => name)).not.toContain('message.created');

  const { code } = await stage.world.services.invites.createInvite(owner.ctx, { communityId });
  await browser.form(`/invite/${code}`, {});
  expect((await api.get('/api/v1/bootstrap')).json()).toMatchObject({ communities: [] });
});

test('Z9 Z2 a member acts on nobody by the pages, and sees no list of moderators', async () => {
  const { communityId, owner, member } = stage;
  const other = await newMember();
  const browser = stage.browser(member);
  const forms: Record<string, Record<string, string>> = {
    kick: {},
    ban: { seconds: '', sweep: '604800' },
    unban: {},
    timeout: { seconds: '600' },
    untimeout: {},
    nickname: { nickname: 'taken over' },
    transfer: { password: 'correct horse battery' },
    note: { body: 'a note' },
  };
  for (const [intent, fields] of Object.entries(forms))
    for (const who of [other, owner]) {
      const answer = await browser.form(pageOf(who.id), { intent, ...fields });
      expect([intent, answer.status]).toEqual([intent, 403]);
    }
  for (const place of ['members', 'bans'])
    expect([place, (await browser.get(`/c/${communityId}/settings/${place}`)).status]).toEqual([place, 403]);
  const rows = await stage.world.db.prisma.member.findMany({ where: { communityId } });
  expect(rows.map(({ accountId }) => accountId)).toEqual(expect.arrayContaining([other.id, owner.id]));
  expect(rows.every(({ nickname, timeoutUntil }) => nickname === null && timeoutUntil === null)).toBe(true);
});

test('Z21 a person of another community answers as one that does not exist', async () => {
  const [api, stranger] = [stage.api(stage.owner), await stage.person()];
  const ask = async (accountId: string) => {
    const { status, body } = await api.get(`/api/v1/communities/${stage.communityId}/members/${accountId}`);
    return { status, body };
  };
  expect(await ask(stranger.id)).toEqual(await ask(crypto.randomUUID()));
});
