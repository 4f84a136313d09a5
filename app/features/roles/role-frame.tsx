import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RoleDto } from '#contract/permissions';
import { m } from '#i18n';
import { iconClass } from '../../ui/button.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import { CommunitySettings } from '../communities/community-settings.tsx';
import { RoleBadge } from './role-badge.tsx';
import { useFollow } from './use-follow.ts';

/** The frame of one role's pages. */
export function RoleFrame({
  communityId,
  role,
  wide = false,
  children,
}: {
  communityId: string;
  role: RoleDto;
  wide?: boolean;
  children: ReactNode;
}) {
  useFollow(communityId);
  const base = `/c/${communityId}/settings/roles`;
  const here = `${base}/${role.id}`;
  return (
    <CommunitySettings communityId={communityId} wide={wide}>
      <header className="mb-4 flex items-center gap-2">
        <Link to={base} className={`${iconClass} -ms-2`} aria-label={m.roles_title()} title={m.roles_title()}>
          <ArrowLeft size={18} className="rtl:-scale-x-100" />
        </Link>
        <h2 className="min-w-0 text-lead font-semibold">
          <RoleBadge role={role} />
        </h2>
      </header>
      <div className="-mx-1 mb-6">
        <TabNav
          across
          label={m.role_tabs()}
          tabs={[
            { to: here, text: m.role_tab_edit() },
            { to: `${here}/members`, text: m.role_tab_members() },
            { to: `${here}/view`, text: m.role_tab_view() },
          ]}
        />
      </div>
      {children}
    </CommunitySettings>
  );
}
