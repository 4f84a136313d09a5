import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { GuardForm } from '../../../features/invites/guard-form.tsx';
import { NewcomerForm, readNewcomers } from '../../../features/invites/newcomer-form.tsx';
import { PauseBanner } from '../../../features/invites/pause-banner.tsx';
import { VanityForm } from '../../../features/invites/vanity-form.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { originOf } from '../../../lib/origin.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { SavedNote } from '../../../ui/saved-note.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/joining';

export const meta: Route.MetaFunction = () => pageTitle(m.joining_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { communityId } = args.params;
    const [settings, { permissions }] = await Promise.all([
      services.invites.getJoinSettings(ctx, { communityId }),
      services.access.accessCommunity(ctx, communityId),
    ]);
    return {
      settings,
      manages: permissions.has('community.manage'),
      invites: permissions.has('invite.manage'),
      origin: services.address.originFor(originOf(args.request)),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId } = args.params;
  return submit(args, async ({ services: { invites }, ctx }, form) => {
    switch (form.text('intent')) {
      case 'newcomers':
        await invites.updateJoinSettings(ctx, { communityId, ...readNewcomers(form) });
        break;
      case 'vanity':
        await invites.setVanity(ctx, { communityId, vanity: form.optional('vanity') ?? null });
        break;
      case 'pause':
        await invites.pauseInvites(ctx, { communityId });
        break;
      case 'resume':
        await invites.resumeInvites(ctx, { communityId });
        break;
      case 'guard':
        await invites.updateGuard(ctx, {
          communityId,
          on: form.checked('on'),
          joins: form.number('joins') as number,
          minutes: form.number('minutes') as number,
        });
        break;
      default:
        throw missing();
    }
    return redirect(`/c/${communityId}/settings/joining?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Joining({ loaderData, actionData, params }: Route.ComponentProps) {
  const { settings, manages, invites, origin, saved } = loaderData;
  const paused = useCommunity(params.communityId)?.invitesPaused ?? settings.invitesPaused;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  const failedAt = (intent: string) => (failed?.values['intent'] === intent ? failed : undefined);
  const pause = paused ? 'resume' : 'pause';
  return (
    <CommunitySettings communityId={params.communityId}>
      {saved && !failed && <SavedNote className="mb-6" />}
      {paused && <PauseBanner />}
      {manages && (
        <>
          <SettingsSection title={m.joining_newcomers()} note={m.joining_newcomers_note()}>
            <NewcomerForm
              key={settings.questions.join('\n')}
              settings={settings}
              failed={failedAt('newcomers')}
            />
          </SettingsSection>
          <SettingsSection title={m.joining_vanity()} note={m.joining_vanity_note()}>
            <VanityForm vanity={settings.vanity} origin={origin} failed={failedAt('vanity')} />
          </SettingsSection>
        </>
      )}
      {invites && (
        <>
          <SettingsSection title={m.guard_title()} note={m.guard_note()}>
            <GuardForm guard={settings.guard} failed={failedAt('guard')} />
          </SettingsSection>
          <SettingsSection title={m.joining_pause()} note={m.joining_pause_note()}>
            <Form method="post" className="grid gap-4">
              <FormMessage>{failedAt(pause)?.text}</FormMessage>
              <div>
                <SubmitButton look={paused ? 'primary' : 'secondary'} intent={pause}>
                  {paused ? m.joining_resume_submit() : m.joining_pause_submit()}
                </SubmitButton>
              </div>
            </Form>
          </SettingsSection>
        </>
      )}
    </CommunitySettings>
  );
}
