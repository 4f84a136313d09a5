import { redirect } from 'react-router';
import type { HolderKind, PlaceKind } from '#contract/overrides';
import { channelPermissions } from '#contract/permissions';
import type { RequestScope } from '#server/http/request-scope.ts';
import type { Form } from '../../lib/forms.ts';
import { missing } from '../../lib/respond.ts';

/** What the forms of a permissions page ask for; leads back to the page at `base`. */
export async function placeAction(
  { services, ctx }: RequestScope,
  form: Form,
  place: PlaceKind,
  placeId: string,
  base: string,
) {
  const { overrides } = services;
  const [intent, holderText = '', holderId = ''] = form.text('intent').split(':');
  const holder = holderText as HolderKind;
  switch (intent) {
    case 'privacy':
      await overrides.setPrivacy(ctx, {
        ...{ place, placeId, isPrivate: form.text('privacy') === 'private' },
        roleIds: form.marked('role:'),
        memberIds: form.marked('member:'),
      });
      return redirect(`${base}?saved`);
    case 'override': {
      const said = (state: string) =>
        channelPermissions.filter((each) => form.text(`state:${each}`) === state);
      await overrides.setOverride(ctx, {
        ...{ place, placeId, holder, holderId },
        allow: said('allow'),
        deny: said('deny'),
      });
      return redirect(`${base}?${holder}=${holderId}&saved=here`);
    }
    case 'remove':
      await overrides.setOverride(ctx, { place, placeId, holder, holderId, allow: [], deny: [] });
      return redirect(base);
    case 'sync':
    case 'unsync':
      if (place !== 'channel') throw missing();
      await overrides.setSynced(ctx, { channelId: placeId, synced: intent === 'sync' });
      return redirect(base);
    default:
      throw missing();
  }
}
