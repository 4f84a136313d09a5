import type { InvitePreviewDto } from '#contract/invites';
import { m } from '#i18n';
import { Tile } from '../../ui/tile.tsx';

/** The community that an invite leads to, in a line. */
export function CommunityBadge({ community }: { community: InvitePreviewDto['community'] }) {
  return (
    <div className="flex items-center gap-3.5 rounded-l bg-panel p-3">
      <Tile letter={community.letter} accent={community.colour} />
      <div className="min-w-0">
        <p className="font-semibold">
          <bdi>{community.name}</bdi>
        </p>
        <p className="text-note text-soft">{m.members_count({ count: community.memberCount })}</p>
      </div>
    </div>
  );
}
