import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { Banner, FormMessage } from '../../../ui/banner.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/leave';

export const meta: Route.MetaFunction = () => pageTitle(m.community_leave());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
    const community = communities.find(({ id }) => id === args.params.communityId);
    if (!community) throw missing();
    return { name: community.name, owns: community.ownerId === viewer.id };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }) => {
    await services.communities.leaveCommunity(ctx, { communityId: args.params.communityId });
    return redirect('/');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Leave({ loaderData: { name, owns }, actionData, params }: Route.ComponentProps) {
  return (
    <CommunitySettings communityId={params.communityId}>
      <SettingsSection title={m.community_leave_title({ name: isolate(name) })}>
        {owns ? (
          <Banner>{m.problem_owner_cannot_leave()}</Banner>
        ) : (
          <Form method="post" className="grid gap-5">
            <p className="text-soft">{m.community_leave_text()}</p>
            <FormMessage>{actionData?.text}</FormMessage>
            <div className="flex flex-wrap gap-2">
              <ButtonLink to={`/c/${params.communityId}`}>{m.community_stay()}</ButtonLink>
              <SubmitButton look="danger">{m.community_leave()}</SubmitButton>
            </div>
          </Form>
        )}
      </SettingsSection>
    </CommunitySettings>
  );
}
