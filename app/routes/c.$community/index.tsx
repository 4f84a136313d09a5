import { Hash } from 'lucide-react';
import { redirect } from 'react-router';
import { m } from '#i18n';
import { firstChannel } from '../../features/channels/arrange.ts';
import { useStructureDialog } from '../../features/channels/structure-dialogs.tsx';
import { PlainHeader } from '../../features/communities/plain-header.tsx';
import { isAnswered } from '../../lib/reach.ts';
import { answer, missing } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { currentRealtime } from '../../realtime/current.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Route } from './+types/index';

export const meta: Route.MetaFunction = ({ loaderData }) => pageTitle(loaderData?.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
    const community = communities.find(({ id }) => id === args.params.communityId);
    if (!community) throw missing();
    const first = firstChannel(community);
    if (first) throw redirect(`/c/${community.id}/${first.id}`);
    return { name: community.name };
  });
}

/** While nothing gets through, the channels that this page knows of are the ones there are. */
export async function clientLoader({ params, serverLoader }: Route.ClientLoaderArgs) {
  try {
    return await serverLoader();
  } catch (error) {
    const community = currentRealtime()?.state.get().communities[params.communityId];
    const first = community && firstChannel(community);
    if (isAnswered(error) || !first) throw error;
    return redirect(`/c/${community.id}/${first.id}`);
  }
}

/** A community without a channel that the viewer may see. */
export default function CommunityStart({ loaderData: { name }, params }: Route.ComponentProps) {
  const community = useCommunity(params.communityId);
  const { open } = useStructureDialog();
  const manages = community?.permissions.includes('channel.manage') ?? false;
  return (
    <>
      <PlainHeader title={name} />
      <div className="grid flex-1 place-items-center overflow-y-auto">
        <EmptyState
          icon={<Hash size={24} />}
          title={m.channels_none_title()}
          actions={
            manages && (
              <ButtonLink
                to={`/c/${params.communityId}/channels/new`}
                look="primary"
                onClick={open({ kind: 'new-channel', categoryId: null })}
              >
                {m.channel_create()}
              </ButtonLink>
            )
          }
        >
          {manages ? m.channels_none_manager() : m.channels_none_member()}
        </EmptyState>
      </div>
    </>
  );
}
