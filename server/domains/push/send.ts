import { OutboundRefused, postOutbound } from '#server/platform/outbound.ts';
import { pushLimits, type PushPayload } from './contract.ts';
import type { PushDeps } from './deps.ts';
import { encryptPush } from './encrypt.ts';
import { makeVapidKeys, vapidHeader, type VapidKeys } from './vapid.ts';

/** `gone`: the browser does not want it any more. `later`: worth another try, after so many seconds. */
export type Outcome =
  | { kind: 'arrived' }
  | { kind: 'gone'; failure: string }
  | { kind: 'later'; failure: string; seconds: number | undefined }
  | { kind: 'refused'; failure: string };

interface Device {
  endpoint: string;
  p256dh: Uint8Array;
  auth: Uint8Array;
}

const timeoutMs = 10_000;

/** The instance's keys, made when they are first asked for. */
export const keysOf = (deps: PushDeps): Promise<VapidKeys> => deps.store.ensureState(makeVapidKeys);

/** Hands one notice to a browser's push service. Never throws. */
export async function sendPush(deps: PushDeps, device: Device, payload: PushPayload): Promise<Outcome> {
  try {
    const endpoint = new URL(device.endpoint);
    const keys = await keysOf(deps);
    const { domain, pushTestOrigin } = deps.config;
    const subject = `https://${domain ?? 'hearth.invalid'}`;
    const { status, retryAfter } = await postOutbound(endpoint, {
      headers: {
        Authorization: vapidHeader(keys, endpoint, subject, deps.clock.now()),
        'Content-Encoding': 'aes128gcm',
        'Content-Type': 'application/octet-stream',
        TTL: String(pushLimits.keptSeconds),
        Urgency: 'normal',
        // 32 characters of base64url at most.
        Topic: payload.tag.replaceAll('-', '').slice(0, 32),
      },
      body: encryptPush(device, Buffer.from(JSON.stringify(payload))),
      timeoutMs,
      allowedOrigin: pushTestOrigin,
    });
    if (status >= 200 && status < 300) return { kind: 'arrived' };
    const failure = `HTTP ${status}`;
    if (status === 404 || status === 410) return { kind: 'gone', failure };
    if (status === 429 || status >= 500) return { kind: 'later', failure, seconds: secondsOf(retryAfter) };
    return { kind: 'refused', failure };
  } catch (error) {
    if (error instanceof OutboundRefused) return { kind: 'refused', failure: error.message };
    const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
    return { kind: 'later', failure: code.slice(0, 64), seconds: undefined };
  }
}

const secondsOf = (retryAfter: string | undefined): number | undefined =>
  /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
