import type { ErrorDto } from '#contract/protocol';
import type { ScheduledMessageDto } from './contract.ts';
import type { ScheduledDeps } from './deps.ts';

type Row = NonNullable<Awaited<ReturnType<ScheduledDeps['store']['find']>>>;

/** A row as its author sees it; of a channel that they may no longer see not even the name. */
export async function present(
  { directory }: Pick<ScheduledDeps, 'directory'>,
  row: Row,
): Promise<ScheduledMessageDto> {
  const spot = await directory.spotOfChannel(row.channelId);
  const isSeen = spot?.place.permissionsOf(row.accountId, spot.governedBy).has('channel.view');
  const { place, channel } = (isSeen && spot) || { place: undefined, channel: undefined };
  return {
    id: row.id,
    channel: channel ? { id: channel.id, name: channel.name, parentId: channel.parentId } : null,
    community: place?.kind === 'community' ? { id: place.id, name: place.name } : null,
    body: row.body,
    sendAt: row.sendAt.toISOString(),
    failure: row.failure as ErrorDto | null,
  };
}
