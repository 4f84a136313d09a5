import { nameMentions } from '#server/domains/messages/index.ts';
import { shownNameOf } from '#server/domains/permissions/index.ts';
import { pushLimits, type PushPayload } from './contract.ts';
import type { PushDeps } from './deps.ts';
import { sendPush } from './send.ts';
import type { DueRow } from './store.ts';

const portion = 20;
/** Seconds before each further try. */
const waits = [10, 60, 300, 1800, 7200];

/**
 * Sends what is due, each to its browser's push service. What was read, deleted or hidden meanwhile is dropped, and so
 * are browsers that are gone. How many were due.
 */
export async function deliverPushes(deps: PushDeps): Promise<number> {
  const due = await deps.store.takeDue(portion);
  await Promise.all(due.map((row) => deliver(deps, row)));
  return due.length;
}

async function deliver(deps: PushDeps, row: DueRow): Promise<void> {
  const payload = await payloadFor(deps, row);
  if (!payload) return deps.store.settle(row);
  const outcome = await sendPush(deps, row, payload);
  if (outcome.kind === 'arrived') {
    await deps.store.settle(row);
    return deps.store.noteOutcome(row.subscription_id, { arrivedAt: deps.clock.now(), failure: '' });
  }
  if (outcome.kind === 'gone') return void (await deps.store.removeDevice({ id: row.subscription_id }));
  await deps.store.noteOutcome(row.subscription_id, { failure: outcome.failure });
  if (outcome.kind === 'refused' || row.attempts >= pushLimits.attemptsMax) return deps.store.settle(row);
  const seconds = Math.max(waits[row.attempts - 1] ?? 7200, outcome.seconds ?? 0);
  await deps.store.postpone(row, new Date(Date.now() + seconds * 1000));
}

/** What the notice says at this moment; undefined when there is nothing to say any more. */
async function payloadFor(deps: PushDeps, row: DueRow): Promise<PushPayload | undefined> {
  const { account_id: accountId, channel_id: channelId, message_id: messageId } = row;
  const spot = await deps.directory.spotOfChannel(channelId);
  if (!spot?.place.permissionsOf(accountId, spot.governedBy).has('channel.view')) return undefined;
  const { place, channel } = spot;
  const found = (await deps.messages.listByIds([messageId])).get(messageId);
  if (!found) return undefined;
  const authorId = found.message.author?.id;
  if (authorId && (await deps.friends.blocksAmong(accountId, [authorId])).size > 0) return undefined;
  const reads = row.reminds ? [] : await deps.store.listReads([accountId], [channelId], deps.clock.now());
  if (reads.some((read) => read.channel_id === channelId && read.seq >= found.message.seq)) return undefined;
  const within = channel.parentId ? `${channel.parentId}/t/${channelId}` : channelId;
  const base = place.kind === 'community' ? `/c/${place.id}/${within}` : `/dm/${channelId}`;
  const notice = { kind: 'message', address: `${base}/${messageId}`, tag: row.tag } as const;
  const { preferences } = await deps.news.getState(accountId);
  if (!preferences.previews) return notice;
  const { author } = found.message;
  const name = author ? shownNameOf(place, author) : '';
  const where = place.kind === 'community' ? ` (#${channel.name})` : '';
  return {
    ...notice,
    title: `${row.reminds ? '⏰ ' : ''}${name}${where}`,
    text: nameMentions(found.excerpt, place, accountId, found.message.mentioned ?? []),
  };
}
