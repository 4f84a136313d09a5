import { FolderPlus, Hash } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { useStructureDialog } from '../../../features/channels/structure-dialogs.tsx';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { IdentityFields, identityFields } from '../../../features/communities/identity-fields.tsx';
import { readIdentity } from '../../../features/communities/read-community.ts';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { SavedNote } from '../../../ui/saved-note.tsx';
import { ButtonLink } from '../../../ui/button.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { Tile } from '../../../ui/tile.tsx';
import type { Route } from './+types/overview';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.community_overview(), loaderData?.community.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
    const community = communities.find(({ id }) => id === args.params.communityId);
    if (!community) throw missing();
    const { name, letter, colour, memberCount, permissions } = community;
    return {
      community: { name, letter, colour, memberCount },
      manages: permissions.includes('community.manage'),
      shapes: permissions.includes('channel.manage'),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    await services.communities.updateCommunity(ctx, { communityId, ...readIdentity(form) });
    return redirect(`/c/${communityId}/settings?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Overview({
  loaderData: { community, manages, shapes, saved },
  actionData,
  params,
}: Route.ComponentProps) {
  const form = useFormState(actionData, identityFields);
  const { open } = useStructureDialog();
  return (
    <CommunitySettings communityId={params.communityId}>
      {manages ? (
        <Form method="post" noValidate ref={form.ref} className="grid gap-6">
          {saved && !actionData && <SavedNote />}
          <FormMessage>{form.message}</FormMessage>
          <IdentityFields
            form={form}
            name={community.name}
            letter={community.letter}
            colour={community.colour}
          />
          <div>
            <SubmitButton>{m.ui_save()}</SubmitButton>
          </div>
        </Form>
      ) : (
        <div className="flex items-center gap-4">
          <Tile letter={community.letter} accent={community.colour} size="large" />
          <div className="min-w-0">
            <p className="text-lead font-semibold">
              <bdi>{community.name}</bdi>
            </p>
            <p className="text-note text-soft">{m.members_count({ count: community.memberCount })}</p>
          </div>
        </div>
      )}
      {shapes && (
        <div className="mt-10">
          <SettingsSection title={m.shell_channels()} note={m.channels_note()}>
            <div className="flex flex-wrap gap-2">
              <ButtonLink
                to={`/c/${params.communityId}/channels/new`}
                onClick={open({ kind: 'new-channel', categoryId: null })}
              >
                <Hash size={17} aria-hidden /> {m.channel_create()}
              </ButtonLink>
              <ButtonLink
                to={`/c/${params.communityId}/categories/new`}
                onClick={open({ kind: 'new-category' })}
              >
                <FolderPlus size={17} aria-hidden /> {m.category_create()}
              </ButtonLink>
            </div>
          </SettingsSection>
        </div>
      )}
    </CommunitySettings>
  );
}
