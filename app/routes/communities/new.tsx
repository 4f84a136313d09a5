import { ArrowLeft } from 'lucide-react';
import { Link, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunityForm } from '../../features/communities/community-form.tsx';
import { identityFields } from '../../features/communities/identity-fields.tsx';
import { readNewCommunity } from '../../features/communities/read-community.ts';
import { InviteEntry } from '../../features/invites/invite-entry.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { CalmPage, PageHeading } from '../../ui/page-frame.tsx';
import type { Route } from './+types/new';

export const meta: Route.MetaFunction = () => pageTitle(m.community_create());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { membersCreateCommunities } = await scope.services.admin.getSettings();
    return { mayCreate: membersCreateCommunities || viewer.isAdmin };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireViewer(scope, args.request);
    const { communityId } = await scope.services.communities.createCommunity(
      scope.ctx,
      readNewCommunity(form),
    );
    return redirect(`/welcome/${communityId}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function NewCommunity({ loaderData: { mayCreate }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, identityFields);
  return (
    <CalmPage
      width="medium"
      below={
        <Link to="/" className="link inline-flex pointer-coarse:min-h-11 items-center gap-1.5">
          <ArrowLeft size={16} className="rtl:-scale-x-100" /> {m.ui_back()}
        </Link>
      }
    >
      {mayCreate && (
        <>
          <PageHeading title={m.community_new_title()}>{m.community_new_text()}</PageHeading>
          <CommunityForm form={form} submit={m.community_create()} />
          <p className="my-6 flex items-center gap-3 text-small text-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {m.ui_or()}
          </p>
        </>
      )}
      {!mayCreate && (
        <PageHeading title={m.community_join_title()}>{m.problem_creation_closed()}</PageHeading>
      )}
      <InviteEntry />
    </CalmPage>
  );
}
