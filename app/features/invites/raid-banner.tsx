import { ShieldAlert } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import { m } from '#i18n';

/** The raid guard sounded the alarm: above every page of the community, until somebody answered it. */
export default function RaidBanner({ communityId }: { communityId: string }) {
  const page = `/c/${communityId}/settings/raid`;
  const { pathname } = useLocation();
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-danger-soft px-4 py-2 text-note"
    >
      <ShieldAlert size={18} className="flex-none text-danger" aria-hidden />
      <p className="min-w-0 flex-1">{m.raid_banner()}</p>
      {pathname !== page && (
        <Link to={page} className="link font-medium">
          {m.raid_look()}
        </Link>
      )}
    </div>
  );
}
