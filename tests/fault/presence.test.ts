import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PresenceDto } from '#contract/presence';
import type { App } from '../support/app-process.ts';
import type { Balancer } from '../support/balancer.ts';
import type { Recorder } from '../support/recorder.ts';
import { type Stage, startStage } from '../support/replicas.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Person } from '../support/world.ts';

let stage: Stage;
let apps: [App, App];
let balancer: Balancer;
let channelId: string;
beforeAll(async () => {
  stage = await startStage();
  ({ apps, balancer } = await stage.startReplicas());
  channelId = await stage.channel();
});
afterAll(() => stage.close());

/** What a client would show of somebody, by what it was told. */
const stateOf = (recorder: Recorder, { id }: Person) =>
  recorder
    .events('presence.changed')
    .flatMap(({ payload }) => payload.people)
    .findLast(({ accountId }) => accountId === id)?.state;
const until = (recorder: Recorder, person: Person, state: PresenceDto['state'], timeout: number) =>
  waitFor(() => stateOf(recorder, person) === state, {
    timeout,
    interval: 20,
    message: `${state} within ${timeout} ms`,
  });
const follow = (recorder: Recorder, ...people: Person[]) =>
  recorder.call('presence.watch', { accountIds: people.map(({ id }) => id) });

test(
  'fault 19: devices at two replicas make one presence, and choices reach both',
  { timeout: 60_000 },
  async () => {
    const viewer = await stage.client(apps[1].url, channelId);
    const person = await stage.member();
    await follow(viewer, person);
    const here = await stage.client(apps[0].url, channelId, person);
    await until(viewer, person, 'online', 2500);
    const there = await stage.client(apps[1].url, channelId, person);
    await here.call('presence.activity', { idle: true });
    await there.call('presence.activity', { idle: true });
    await until(viewer, person, 'idle', 2500);
    await here.call('presence.activity', { idle: false });
    await until(viewer, person, 'online', 2500);
    there.disconnect();
    await here.call('presence.choose', { state: 'dnd' });
    await until(viewer, person, 'dnd', 2500);
    await here.call('presence.choose', { state: 'invisible' });
    await until(viewer, person, 'offline', 2500);
    await here.call('presence.choose', { state: 'online' });
    await until(viewer, person, 'online', 2500);
    here.disconnect();
    await until(viewer, person, 'offline', 7000);
  },
);

test(
  'fault 19: of a killed replica no ghost is left after 15 s, and who comes back is there again',
  { timeout: 120_000 },
  async () => {
    const viewer = await stage.client(apps[1].url, channelId);
    const people = await Promise.all(Array.from({ length: 4 }, () => stage.member()));
    const both = people[0]!;
    await follow(viewer, ...people);
    await Promise.all(people.map((person) => stage.client(apps[0].url, channelId, person)));
    await stage.client(apps[1].url, channelId, both);
    for (const person of people) await until(viewer, person, 'online', 5000);

    await apps[0].kill9();
    const killedAt = performance.now();
    balancer.remove(apps[0].port);
    const ghosts = people.slice(1);
    for (const person of ghosts)
      await until(viewer, person, 'offline', killedAt + 15_000 - performance.now());
    expect(stateOf(viewer, both)).toBe('online');

    // Elsewhere, and where they were.
    const [one, other] = [ghosts[0]!, ghosts[1]!];
    await stage.client(apps[1].url, channelId, one);
    await until(viewer, one, 'online', 2500);
    await apps[0].restart();
    balancer.add(apps[0].port);
    await stage.client(apps[0].url, channelId, other);
    await until(viewer, other, 'online', 5000);
    // A replica that starts learns who is there already.
    const late = await stage.client(apps[0].url, channelId);
    await waitFor(
      async () => {
        const { people: seen } = await follow(late, one, both);
        return seen.every(({ state }) => state === 'online');
      },
      { timeout: 5000, interval: 200, message: 'the new replica to know who is at the other' },
    );
  },
);

test(
  'fault 19: a replica that stops in order leaves its people time to come back',
  { timeout: 60_000 },
  async () => {
    const viewer = await stage.client(apps[1].url, channelId);
    const person = await stage.member();
    const device = await stage.client(balancer.url, channelId, person);
    await follow(viewer, person);
    await stage.client(apps[0].url, channelId, person);
    device.disconnect();
    await waitFor(async () => (await follow(viewer, person)).people[0]?.state === 'online');
    const before = viewer.events('presence.changed').length;
    await apps[0].stop();
    await stage.client(apps[1].url, channelId, person);
    const seen = viewer
      .events('presence.changed')
      .slice(before)
      .flatMap(({ payload }) => payload.people)
      .filter(({ accountId, state }) => accountId === person.id && state === 'offline');
    expect(seen).toEqual([]);
  },
);
