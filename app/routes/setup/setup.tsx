import { redirect } from 'react-router';
import { m } from '#i18n';
import { readNewAccount } from '../../features/accounts/read-account.ts';
import { CommunityForm } from '../../features/communities/community-form.tsx';
import { identityFields } from '../../features/communities/identity-fields.tsx';
import { readNewCommunity } from '../../features/communities/read-community.ts';
import { ClaimStep } from '../../features/setup/claim-step.tsx';
import { OwnerStep } from '../../features/setup/owner-step.tsx';
import { SetupProgress } from '../../features/setup/progress.tsx';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { CalmPage, PageHeading } from '../../ui/page-frame.tsx';
import type { Route } from './+types/setup';

export const meta: Route.MetaFunction = () => pageTitle(m.setup_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async ({ services, ctx, cookies }) => {
    const step = await services.setup.getStep(ctx, cookies.readSetupClaim());
    if (step === 'done') throw missing();
    return { step, hasAddress: services.address.isAskedFor };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx, cookies }, form) => {
    if ((await services.setup.getStep(ctx)) === 'done') throw missing();
    switch (form.text('intent')) {
      case 'claim': {
        const { claimToken } = await services.setup.claim(ctx, { code: form.text('code') });
        cookies.setSetupClaim(claimToken);
        return redirect('/setup');
      }
      case 'owner': {
        const { token, expiresAt } = await services.setup.createOwner(ctx, {
          claimToken: cookies.readSetupClaim() ?? '',
          ...readNewAccount(form),
        });
        cookies.signIn(token, expiresAt);
        return redirect('/setup');
      }
      case 'community': {
        const { communityId } = await services.setup.createFirstCommunity(ctx, readNewCommunity(form));
        return redirect(
          services.address.isAskedFor ? `/welcome/${communityId}/address` : `/welcome/${communityId}?setup`,
        );
      }
      default:
        throw missing();
    }
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Setup({ loaderData, actionData }: Route.ComponentProps) {
  // A claim ends after an hour, and with the code when Hearth starts again: back to the first step then.
  const lapsed = actionData?.error.reason === 'setup.code_wrong' && !actionData.problems['code'];
  const step = lapsed ? 'claim' : loaderData.step;
  return (
    <CalmPage
      width={step === 'community' ? 'medium' : 'narrow'}
      above={<SetupProgress step={step} hasAddress={loaderData.hasAddress} />}
    >
      {step === 'claim' && (
        <ClaimStep
          key={step}
          failed={lapsed ? { ...actionData, text: m.setup_claim_lapsed() } : actionData}
        />
      )}
      {step === 'owner' && <OwnerStep key={step} failed={actionData} />}
      {step === 'community' && <CommunityStep key={step} failed={actionData} />}
    </CalmPage>
  );
}

function CommunityStep({ failed }: { failed: FailedForm | undefined }) {
  const form = useFormState(failed, identityFields);
  return (
    <>
      <PageHeading title={m.setup_community_title()}>{m.setup_community_text()}</PageHeading>
      <CommunityForm form={form} submit={m.setup_community_submit()} />
    </>
  );
}
