import { Link, redirect } from 'react-router';
import { m } from '#i18n';
import { actOnAddress } from '../../features/address/address-action.ts';
import { AddressForm } from '../../features/address/address-form.tsx';
import { homeNameOf } from '../../features/address/home-name.ts';
import { SetupProgress } from '../../features/setup/progress.tsx';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { CalmPage, PageHeading } from '../../ui/page-frame.tsx';
import type { Route } from './+types/welcome-address';

export const meta: Route.MetaFunction = () => pageTitle(m.setup_title());

/** The wizard's step between the community and its first invite, whose link needs an address. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    if (!requireViewer(scope, args.request).isAdmin) throw missing();
    const { address, isFixed, hasEdge } = await scope.services.address.getAddressSettings(scope.ctx);
    if (isFixed || !hasEdge) throw redirect(`/welcome/${args.params.communityId}?setup`);
    return { address, homeName: homeNameOf(args.request) };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    const done = await actOnAddress(scope, form);
    if (done.saved) throw redirect(`/welcome/${args.params.communityId}?setup`);
    return done;
  });
}

export default function WelcomeAddress({ loaderData, actionData, params }: Route.ComponentProps) {
  return (
    <CalmPage width="medium" above={<SetupProgress step="address" hasAddress />}>
      <PageHeading title={m.setup_address_title()}>{m.address_text()}</PageHeading>
      <AddressForm
        {...loaderData}
        checked={actionData && 'checked' in actionData ? actionData.checked : undefined}
        failed={actionData && 'error' in actionData ? actionData : undefined}
        submit={m.setup_address_submit()}
      />
      <p className="mt-6 text-center text-note text-soft">
        <Link to={`/welcome/${params.communityId}?setup`} className="link">
          {m.setup_address_later()}
        </Link>
      </p>
    </CalmPage>
  );
}
