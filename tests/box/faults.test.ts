import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNothingLost, untilCaughtUp } from '../support/oracle.ts';
import { Recorder, countAcked, writeSteadily } from '../support/recorder.ts';
import { waitFor } from '../support/wait-for.ts';
import { launchBrowser, newPerson, sees } from './browser.ts';
import { docker } from './docker.ts';
import { type Community, password, setUp } from './people.ts';
import { type Service, type Stack, services, startStack } from './stack.ts';

let stack: Stack;
let community: Community;
let recorders: Recorder[];
let browser: Browser;
/** Somebody's open window: it is never touched again. */
let page: Page;
beforeAll(async () => {
  const wide = { HEARTH_MESSAGES_PER_SECOND: '10000', HEARTH_MESSAGES_BURST: '10000' };
  [stack, browser] = await Promise.all([startStack(wide), launchBrowser()]);
  community = await setUp(stack);
  recorders = [];
  for (let n = 0; n < 3; n += 1) {
    const recorder = await Recorder.connect(stack.url, await community.member());
    await recorder.open(community.channelId);
    recorders.push(recorder);
  }
  page = await newPerson(browser);
  await page.goto(`${stack.url}/login`);
  await page.locator('input[name=login]').fill(community.owner.username);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/c\//);
  await page.goto(community.address);
});
afterAll(async () => {
  for (const recorder of recorders ?? []) recorder.disconnect();
  await browser?.close();
  await stack?.destroy();
});

/** Breaks something while everybody writes; afterwards all of it is there, once, and everybody is shown it. */
async function survives(breakIt: () => Promise<void>): Promise<void> {
  const { channelId } = community;
  const before = countAcked(recorders);
  const stop = writeSteadily(recorders, channelId, 50);
  await waitFor(() => countAcked(recorders) > before + 30, { message: 'some messages' });
  await breakIt();
  const since = countAcked(recorders);
  await waitFor(() => recorders.every(({ connected }) => connected), {
    timeout: 40_000,
    message: 'everybody to be back',
  });
  await waitFor(() => countAcked(recorders) > since + 30, {
    timeout: 40_000,
    message: 'messages afterwards',
  });
  await stop();
  for (const recorder of recorders) await recorder.flush(60_000);
  for (const recorder of recorders) await untilCaughtUp(stack.database, recorder, channelId, 20_000);
  await expectNothingLost(stack.database, recorders, channelId);
  const last = `after all that ${before}`;
  await waitFor(async () => (await recorders[0]!.send(channelId, last)) !== undefined, { timeout: 20_000 });
  await sees(page, last, 40_000);
}

test.each([[['app']], [['db']], [['caddy']], [['minio', 'livekit']]] satisfies [Service[]][])(
  'fault 1 and 3: %s killed in the middle of writing loses nothing that was acknowledged',
  async (killed) => {
    await survives(async () => {
      const ids = (await Promise.all(killed.map((service) => stack.containers(service)))).flatMap((all) =>
        all.map(({ Id }) => Id),
      );
      await docker(['kill', '--signal', 'KILL', ...ids]);
      // As after a failure of power: nothing restarts what Docker was told to kill.
      await docker(['start', ...ids]);
      await Promise.all(killed.map((service) => stack.untilHealthy(service)));
    });
  },
);

test('an app that dies by itself is started again', async () => {
  const [before] = await stack.containers('app');
  await survives(async () => {
    await stack.exec('app', 'sh', '-c', 'kill -9 $(pidof node)').catch(() => {});
    await waitFor(
      async () => (await stack.containers('app'))[0]?.State.StartedAt !== before!.State.StartedAt,
      {
        timeout: 30_000,
        interval: 500,
        message: 'a new start',
      },
    );
    await stack.untilHealthy('app');
  });
});

test('a restart of everything loses nothing', async () => {
  await survives(async () => {
    await stack.compose('restart');
    for (const service of services) await stack.untilHealthy(service);
  });
});

test('services may come back in any order after `down`, and the app says what it waits for', async () => {
  await survives(async () => {
    await stack.compose('down');
    await stack.compose('up', '--detach', '--no-build', '--no-deps', 'caddy', 'app');
    await waitFor(
      async () => (await stack.exec('app', 'hearth', 'health').catch(String)).includes('the database'),
      { timeout: 30_000, interval: 500, message: 'the app to say so' },
    );
    await stack.up();
  });
  // Nobody had to sign in again.
  expect(page.url()).toBe(community.address);
});
