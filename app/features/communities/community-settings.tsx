import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import type { Permission } from '#contract/permissions';
import { m } from '#i18n';
import { useClientState, useCommunity } from '../../realtime/hooks.ts';
import { TabNav } from '../../ui/tabs.tsx';
import { CountBadge } from '../../ui/count-badge.tsx';
import { CommunityPage } from './plain-header.tsx';

/** A page of the settings, for who may do at least one of these things; for everybody when nothing is named. */
interface SettingsPage {
  path: string;
  text: () => string;
  needs?: readonly Permission[];
  /** Not for the owner. */
  leaves?: true;
  /** How many there wait for somebody. */
  count?: (community: CommunityDto) => number | null;
  /** Only while there is something on it. */
  when?: (community: CommunityDto) => boolean;
}

const pages: readonly SettingsPage[] = [
  { path: '', text: m.community_overview },
  { path: '/roles', text: m.roles_title, needs: ['role.manage'] },
  { path: '/inspector', text: m.inspect_title, needs: ['role.manage'] },
  { path: '/invites', text: m.invites_title, needs: ['invite.create', 'invite.manage'] },
  {
    path: '/members',
    text: m.members_settings_title,
    needs: ['member.kick', 'member.ban', 'member.timeout', 'role.manage', 'nickname.manage'],
  },
  { path: '/bans', text: m.bans_title, needs: ['member.ban'] },
  { path: '/raid', text: m.raid_title, needs: ['invite.manage'], when: (community) => community.raidAlarm },
  { path: '/invites', text: m.invites_title, needs: ['invite.create', 'invite.manage'] },
  { path: '/joining', text: m.joining_title, needs: ['community.manage', 'invite.manage'] },
  {
    path: '/requests',
    text: m.requests_title,
    needs: ['invite.manage'],
    count: (community) => community.joinRequests,
  },
  { path: '/leave', text: m.community_leave_tab, leaves: true },
];

const shown = (page: SettingsPage, community: CommunityDto | undefined, owns: boolean): boolean =>
  !(page.leaves && owns) &&
  !(page.when && !(community && page.when(community))) &&
  (page.needs?.some((permission) => community?.permissions.includes(permission)) ?? true);

/**
 * The frame of a community's settings, with the pages that the visitor may use: beside the page where there is room,
 * above it on a phone. `wide` is for lists and tables.
 */
export function CommunitySettings({
  communityId,
  wide = false,
  children,
}: {
  communityId: string;
  wide?: boolean;
  children: ReactNode;
}) {
  const community = useCommunity(communityId);
  const owns = useClientState((state) => state.viewer.id === community?.ownerId);
  const tabs = pages
    .filter((page) => shown(page, community, owns))
    .map(({ path, text, count }) => ({
      to: `/c/${communityId}/settings${path}`,
      text: text(),
      within: path !== '',
      badge: <CountBadge count={(community && count?.(community)) || 0} />,
    }));
  return (
    <CommunityPage
      title={
        community?.permissions.includes('community.manage') ? m.community_settings() : m.community_about()
      }
      back={`/c/${communityId}`}
      aside={<TabNav label={m.community_settings()} tabs={tabs} />}
      wide={wide}
    >
      {children}
    </CommunityPage>
  );
}
