import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { CommunityPage } from '../communities/community-page.tsx';
import { useFollow } from '../roles/use-follow.ts';
import { HolderSection } from './holder-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import type { PlaceData } from './read-place.ts';
import { SyncSection } from './sync-section.tsx';

/** The permissions of a channel or a category. */
export function PlacePage({
  communityId,
  data,
  failed,
}: {
  communityId: string;
  data: PlaceData;
  failed: FailedForm | undefined;
}) {
  useFollow(communityId);
  const community: CommunityDto | undefined = useCommunity(communityId);
  const { rules, saved, isNew } = data;
  const part = rules.place === 'channel' ? 'channels' : 'categories';
  return (
    <CommunityPage title={rules.name} back={`/c/${communityId}/${part}/${rules.id}`}>
      <div data-accent={community?.colour}>
        <h2 className="text-title font-semibold">{m.place_permissions()}</h2>
        <p className="mt-1 mb-6 text-soft">{m.place_permissions_note()}</p>
        <FormMessage>{failed?.text}</FormMessage>
        {isNew && !failed && (
          <div role="status" className="mb-6">
            <Banner kind="success">
              {rules.place === 'channel' ? m.place_made_private() : m.place_made_private_category()}
            </Banner>
          </div>
        )}
        {saved !== null && !failed && (
          <div role="status" className="mb-6">
            <Banner kind="success">{m.ui_saved()}</Banner>
          </div>
        )}
        <SyncSection rules={rules} />
        <PrivacySection key={String(rules.isPrivate)} rules={rules} found={data.found} />
        <HolderSection data={data} />
      </div>
    </CommunityPage>
  );
}
