import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import type { Permission } from '#contract/permissions';
import { m } from '#i18n';
import { useClientState, useCommunity } from '../../realtime/hooks.ts';
import { TabNav } from '../../ui/tabs.tsx';
import { CommunityPage } from './plain-header.tsx';

/** A page of the settings, for who may do at least one of these things; for everybody when nothing is named. */
interface SettingsPage {
  path: string;
  text: () => string;
  needs?: readonly Permission[];
  /** Not for the owner. */
  leaves?: true;
}

const pages: readonly SettingsPage[] = [
  { path: '', text: m.community_overview },
  { path: '/invites', text: m.invites_title, needs: ['invite.create', 'invite.manage'] },
  { path: '/audit', text: m.audit_title, needs: ['audit.view'] },
  { path: '/leave', text: m.community_leave_tab, leaves: true },
];

const shown = (page: SettingsPage, community: CommunityDto | undefined, owns: boolean): boolean =>
  !(page.leaves && owns) &&
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
    .map(({ path, text }) => ({
      to: `/c/${communityId}/settings${path}`,
      text: text(),
      within: path !== '',
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
