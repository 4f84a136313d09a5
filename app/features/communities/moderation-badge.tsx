import { Flag } from 'lucide-react';
import { Link } from 'react-router';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';

/** How much waits for the moderators, and the way there. */
export default function ModerationBadge({
  community: { id, openReports, heldMessages },
  count,
}: {
  community: CommunityDto;
  count: number;
}) {
  const label = m.moderation_waiting({ count });
  return (
    <Link
      to={`/c/${id}/settings/${openReports ? 'reports' : heldMessages ? 'moderation' : 'requests'}`}
      aria-label={label}
      title={label}
      className="flex h-6 flex-none items-center gap-1 rounded-[12px] bg-accent-soft px-2 text-tiny font-bold text-accent-strong pointer-coarse:h-11"
    >
      <Flag size={13} aria-hidden />
      {count > 99 ? '99+' : count}
    </Link>
  );
}
