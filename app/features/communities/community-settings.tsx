import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import type { Permission } from '#contract/permissions';
import { m } from '#i18n';
import { useClientState, useCommunity } from '../../realtime/hooks.ts';
import { CountBadge } from '../../ui/count-badge.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import { CommunityPage } from './community-page.tsx';
import { managesCommunity } from './manages.ts';
import { SettingsNav } from './settings-nav.tsx';

/** A page of the settings, for who may do at least one of these things; for everybody when nothing is named. */
interface SettingsPage {
  path: string;
  text: () => string;
  needs?: readonly Permission[];
  /** How many there wait for somebody. A number, also none, opens the page to the viewer; null does not. */
  count?: (community: CommunityDto) => number | null;
  /** Only while there is something on it. */
  when?: (community: CommunityDto) => boolean;
  /** Not for the owner. */
  leaves?: true;
}

const general: readonly SettingsPage[] = [
  { path: '', text: m.community_overview },
  { path: '/roles', text: m.roles_title, needs: ['role.manage'] },
  { path: '/inspector', text: m.inspect_title, needs: ['role.manage'] },
  { path: '/leave', text: m.community_leave_tab, leaves: true },
];
const people: readonly SettingsPage[] = [
  {
    path: '/members',
    text: m.members_settings_title,
    needs: ['member.kick', 'member.ban', 'member.timeout', 'role.manage', 'nickname.manage'],
  },
  { path: '/invites', text: m.invites_title, needs: ['invite.create', 'invite.manage'] },
  { path: '/joining', text: m.joining_title, needs: ['community.manage', 'invite.manage'] },
  { path: '/requests', text: m.requests_title, needs: ['invite.manage'], count: (at) => at.joinRequests },
];
const safety: readonly SettingsPage[] = [
  { path: '/raid', text: m.raid_title, needs: ['invite.manage'], when: (at) => at.raidAlarm },
  { path: '/reports', text: m.reports_title, needs: ['report.review'], count: (at) => at.openReports },
  { path: '/moderation', text: m.moderation_title, needs: ['filter.manage'], count: (at) => at.heldMessages },
  { path: '/bans', text: m.bans_title, needs: ['member.ban'] },
  { path: '/audit', text: m.audit_title, needs: ['audit.view'] },
];
const groups = [
  { title: m.community_group_community, pages: general },
  { title: m.community_group_people, pages: people },
  { title: m.community_group_safety, pages: safety },
];

const countOf = (page: SettingsPage, community: CommunityDto | undefined): number | null =>
  (community && page.count?.(community)) ?? null;

const shown = (page: SettingsPage, community: CommunityDto | undefined, owns: boolean): boolean => {
  if (page.leaves && owns) return false;
  if (page.when && !(community && page.when(community))) return false;
  const may = page.needs?.some((permission) => community?.permissions.includes(permission)) ?? true;
  return may || countOf(page, community) !== null;
};

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
  const shownGroups = groups
    .map(({ title, pages }) => ({
      title: title(),
      links: pages
        .filter((page) => shown(page, community, owns))
        .map((page) => ({
          to: `/c/${communityId}/settings${page.path}`,
          text: page.text(),
          within: page.path !== '',
          count: countOf(page, community) ?? 0,
        })),
    }))
    .filter(({ links }) => links.length > 0);
  const links = shownGroups.flatMap((group) => group.links);
  return (
    <CommunityPage
      title={community && managesCommunity(community) ? m.community_settings() : m.community_about()}
      back={`/c/${communityId}`}
      aside={
        links.length > 3 ? (
          <SettingsNav groups={shownGroups} />
        ) : (
          <TabNav
            label={m.community_settings()}
            tabs={links.map(({ count, ...link }) => ({ ...link, badge: <CountBadge count={count} /> }))}
          />
        )
      }
      wide={wide}
    >
      {children}
    </CommunityPage>
  );
}
