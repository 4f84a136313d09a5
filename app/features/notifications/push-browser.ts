const workerAddress = '/sw.js';

interface PolicyMaker {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string };
}

/** The one script address that is ever made: the policy of our pages lets no other be a worker. */
function trustedWorkerAddress(): string {
  const { trustedTypes } = window as { trustedTypes?: PolicyMaker };
  if (!trustedTypes) return workerAddress;
  policy ??= trustedTypes.createPolicy('hearth-worker', { createScriptURL: () => workerAddress });
  return policy.createScriptURL(workerAddress);
}
let policy: ReturnType<PolicyMaker['createPolicy']> | undefined;

export type PushAbility = 'able' | 'denied' | 'missing' | 'home-screen';

/** Whether this browser can be woken. An iPhone can, once the site is on its home screen. */
export function pushAbility(): PushAbility {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) {
    const isApple = /iPhone|iPad/.test(navigator.userAgent);
    return isApple && window.isSecureContext ? 'home-screen' : 'missing';
  }
  return Notification.permission === 'denied' ? 'denied' : 'able';
}

/** To be called by a press: asks for permission, subscribes, and tells the instance. @returns whether it is on */
export async function turnPushOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false;
  await navigator.serviceWorker.register(trustedWorkerAddress(), { scope: '/' });
  const registration = await navigator.serviceWorker.ready;
  const answer = await fetch('/api/v1/push/key', { headers: { 'X-Hearth-Client': '1' } });
  const { key } = (await answer.json()) as { key: string };
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  // One for an instance that had other keys, before it was set up anew, would reach nobody.
  const subscription = await registration.pushManager.subscribe(wanted).catch(async () => {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  });
  const { endpoint, keys } = subscription.toJSON();
  const response = await fetch('/api/v1/push/devices', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Hearth-Client': '1' },
    body: JSON.stringify({ endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'] }),
  });
  if (!response.ok) throw new Error(`Push: ${response.status}`);
  return true;
}

/** Lets this browser's push service forget it. */
export async function turnPushOff(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
