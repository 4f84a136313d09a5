import type { AuthorDto } from '#contract/messages';
import type { ErrorDto } from '#contract/protocol';
import { idsNamed } from '#server/domains/messages/index.ts';
import { faceOf, type Place } from '#server/domains/permissions/index.ts';
import type { ScheduledMessageDto } from './contract.ts';
import type { ScheduledDeps } from './deps.ts';

type Deps = Pick<ScheduledDeps, 'directory' | 'store'>;
type Row = NonNullable<Awaited<ReturnType<ScheduledDeps['store']['find']>>>;

/** A row as its author sees it; of a channel that they may no longer see not even the name. */
export async function present(deps: Deps, row: Row): Promise<ScheduledMessageDto> {
  const spot = await deps.directory.spotOfChannel(row.channelId);
  const isSeen = spot?.place.permissionsOf(row.accountId, spot.governedBy).has('channel.view');
  const { place, channel } = (isSeen && spot) || { place: undefined, channel: undefined };
  return {
    id: row.id,
    channel: channel ? { id: channel.id, name: channel.name, parentId: channel.parentId } : null,
    community: place?.kind === 'community' ? { id: place.id, name: place.name } : null,
    body: row.body,
    mentioned: place ? await mentionedIn(deps, row.body, place) : [],
    sendAt: row.sendAt.toISOString(),
    failure: row.failure as ErrorDto | null,
  };
}

/** Members only: whoever writes down somebody's id learns no name by it. */
async function mentionedIn({ store }: Deps, body: string, place: Place): Promise<AuthorDto[]> {
  const ids = idsNamed([body]).filter((id) => place.isMember(id));
  if (ids.length === 0) return [];
  return (await store.listNames(ids)).map((account) => ({ ...account, ...faceOf(place, account.id) }));
}
