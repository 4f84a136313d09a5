import { requireUser, type Ctx } from '#server/platform/context.ts';
import { AppError, invalid, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { isOutboundAddress } from '#server/platform/outbound.ts';
import { pushLimits, type PushDeviceDto, type PushTestDto } from './contract.ts';
import type { PushDeps } from './deps.ts';
import type { SubscribeInput } from './input.ts';
import { keysOf, sendPush } from './send.ts';

/** The key by which a browser subscribes: base64url of the instance's public one. */
export async function getKey(deps: PushDeps, ctx: Ctx): Promise<{ key: string }> {
  requireUser(ctx);
  const { publicKey } = await keysOf(deps);
  return { key: Buffer.from(publicKey).toString('base64url') };
}

/**
 * Has this session's browser woken for news. The subscription ends with the session. Its address is chosen by the
 * caller: only public ones over https are asked, and only when there is something to tell.
 *
 * @throws {AppError} INVALID, CONFLICT limit.reached
 */
export async function subscribe(deps: PushDeps, ctx: Ctx, input: SubscribeInput): Promise<void> {
  const { account, sessionId } = requireUser(ctx);
  const endpoint = new URL(input.endpoint);
  if (!isOutboundAddress(endpoint, deps.config.pushTestOrigin)) throw invalid({ endpoint: 'invalid' });
  await keysOf(deps);
  const device = {
    ...{ id: newId(), accountId: account.id, sessionId, endpoint: endpoint.href },
    p256dh: Uint8Array.from(Buffer.from(input.p256dh, 'base64url')),
    auth: Uint8Array.from(Buffer.from(input.auth, 'base64url')),
    userAgent: ctx.userAgent,
  };
  if (!(await deps.store.insertDevice(device, pushLimits.devicesMax)))
    throw new AppError('CONFLICT', 'Too many devices.', { reason: 'limit.reached' });
}

/** The viewer's browsers, the oldest first. */
export async function listDevices(deps: PushDeps, ctx: Ctx): Promise<PushDeviceDto[]> {
  const { account, sessionId } = requireUser(ctx);
  const rows = await deps.store.listDevices(account.id);
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    current: row.sessionId === sessionId,
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    failure: row.failure,
  }));
}

/** Ends a subscription of the viewer's. @throws {AppError} NOT_FOUND */
export async function removeDevice(deps: PushDeps, ctx: Ctx, input: { deviceId: string }): Promise<void> {
  const { account } = requireUser(ctx);
  if (!(await deps.store.removeDevice({ id: input.deviceId, accountId: account.id }))) throw notFound();
}

/** Sends a notice to one of the viewer's browsers, at once, and says what became of it. @throws {AppError} NOT_FOUND, RATE_LIMITED */
export async function testDevice(
  deps: PushDeps,
  ctx: Ctx,
  { deviceId }: { deviceId: string },
): Promise<PushTestDto> {
  const { account } = requireUser(ctx);
  const device = await deps.store.findDevice(account.id, deviceId);
  if (!device) throw notFound();
  const wait = deps.testPace.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'Wait a moment before the next test.', {
      retryAfter: Math.ceil(wait),
    });
  const payload = { kind: 'test', address: '/settings/notifications', tag: 'test' } as const;
  const outcome = await sendPush(deps, device, payload);
  if (outcome.kind === 'gone') await deps.store.removeDevice({ id: device.id });
  else if (outcome.kind === 'arrived')
    await deps.store.noteOutcome(device.id, { arrivedAt: deps.clock.now(), failure: '' });
  else await deps.store.noteOutcome(device.id, { failure: outcome.failure });
  return outcome.kind === 'arrived'
    ? { arrived: true, failure: '' }
    : { arrived: false, failure: outcome.failure };
}
