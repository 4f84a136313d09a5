import type { ReactNode } from 'react';
import { m } from '#i18n';
import { useClientState, useCommunity } from '../../realtime/hooks.ts';
import { TabNav } from '../../ui/tabs.tsx';
import { CommunityPage } from './plain-header.tsx';

/** The frame of a community's settings, with the pages that the visitor may use. */
export function CommunitySettings({ communityId, children }: { communityId: string; children: ReactNode }) {
  const community = useCommunity(communityId);
  const owns = useClientState((state) => state.viewer.id === community?.ownerId);
  const may = new Set(community?.permissions);
  const base = `/c/${communityId}/settings`;
  const tabs = [
    { to: base, text: m.community_overview() },
    ...(may.has('invite.create') || may.has('invite.manage')
      ? [{ to: `${base}/invites`, text: m.invites_title() }]
      : []),
    ...(owns ? [] : [{ to: `${base}/leave`, text: m.community_leave_tab() }]),
  ];
  return (
    <CommunityPage
      title={may.has('community.manage') ? m.community_settings() : m.community_about()}
      back={`/c/${communityId}`}
    >
      <div className="mb-6 -ms-3">
        <TabNav label={m.community_settings()} tabs={tabs} across />
      </div>
      {children}
    </CommunityPage>
  );
}
