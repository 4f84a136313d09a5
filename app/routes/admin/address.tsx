import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { actOnAddress } from '../../features/address/address-action.ts';
import { AddressForm } from '../../features/address/address-form.tsx';
import { homeNameOf } from '../../features/address/home-name.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { Banner } from '../../ui/banner.tsx';
import type { Route } from './+types/address';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_address(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const { address, isFixed, hasEdge } = await scope.services.address.getAddressSettings(scope.ctx);
    return { address, isFixed, hasEdge, homeName: homeNameOf(args.request) };
  });
}

export const action = (args: Route.ActionArgs) =>
  submit(args, (scope, form) => {
    requireAdmin(scope);
    return actOnAddress(scope, form);
  });

export default function AddressSettings({ loaderData, actionData }: Route.ComponentProps) {
  const { address, isFixed, hasEdge, homeName } = loaderData;
  const done = actionData && 'checked' in actionData ? actionData : undefined;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <div className="max-w-[560px]">
      <AdminHeading title={m.settings_address()}>{m.address_text()}</AdminHeading>
      {!hasEdge ? (
        <Banner>{m.address_no_edge()}</Banner>
      ) : isFixed ? (
        <Banner>{m.address_fixed({ name: address?.name ?? '' })}</Banner>
      ) : (
        <>
          {done?.saved && (
            <div role="status" className="mb-6">
              <Banner kind="success">
                {done.checked.mode === 'domain' ? m.address_saved_domain() : m.ui_saved()}{' '}
                <a
                  className="link"
                  dir="ltr"
                  href={`${done.checked.mode === 'domain' ? 'https' : 'http'}://${done.checked.name}/`}
                >
                  {done.checked.name}
                </a>
              </Banner>
            </div>
          )}
          <AddressForm
            address={address}
            homeName={homeName}
            checked={done?.checked}
            failed={failed}
            submit={m.address_use()}
          />
        </>
      )}
    </div>
  );
}
