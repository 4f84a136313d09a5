import type { Friends } from '#server/domains/friends/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { deliverPushes } from './deliver.ts';
import type { PushDeps } from './deps.ts';
import { getKey, listDevices, removeDevice, subscribe, testDevice } from './devices.ts';
import * as input from './input.ts';
import { planPushes } from './plan.ts';
import { remind } from './remind.ts';
import { createStore } from './store.ts';

/** Wakes people's browsers for news by their push services (Web Push). */
export function createPush(
  platform: Platform,
  domains: { directory: Directory; friends: Friends; messages: Messages; news: NewsDoor },
) {
  const testPace = new TokenBuckets(1 / 5, 5);
  const deps: PushDeps = { ...platform, ...domains, store: createStore(platform.db), testPace };
  return bindAll(deps, {
    deliverPushes,
    getKey,
    listDevices,
    planPushes,
    remind,
    removeDevice: checked(input.deviceInput, removeDevice),
    subscribe: checked(input.subscribeInput, subscribe),
    testDevice: checked(input.deviceInput, testDevice),
  });
}

export type Push = ReturnType<typeof createPush>;
