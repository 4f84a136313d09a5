import { Lock, LockOpen } from 'lucide-react';
import { Form, redirect } from 'react-router';
import type { SlowMode } from '#contract/channels';
import { auditLimits } from '#contract/audit';
import { m } from '#i18n';
import { SlowModeSelect } from '../../../features/channels/structure-fields.tsx';
import { CommunityPage } from '../../../features/communities/community-page.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { SavedNote } from '../../../ui/saved-note.tsx';
import { TextField } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/moderation';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(m.channel_moderation(), loaderData?.channel.name ?? '');

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId, channelId } = args.params;
    const { communities } = await scope.services.communities.getBootstrap(scope.ctx);
    const channel = communities
      .find(({ id }) => id === communityId)
      ?.channels.find(({ id }) => id === channelId);
    const moderates = channel?.permissions.includes('message.manage') ?? false;
    if (!channel || (!moderates && !channel.permissions.includes('channel.manage'))) throw missing();
    return { channel, moderates, saved: new URL(args.request.url).searchParams.has('saved') };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, channelId } = args.params;
    const reason = form.optional('reason');
    switch (form.text('intent')) {
      case 'slow': {
        const slowMode = (form.number('slowMode') ?? Number.NaN) as SlowMode;
        await services.channels.setSlowMode(ctx, { channelId, slowMode });
        break;
      }
      case 'lock':
        await services.channels.lockChannel(ctx, { channelId, reason });
        break;
      case 'unlock':
        await services.channels.unlockChannel(ctx, { channelId, reason });
        break;
      default:
        throw missing();
    }
    return redirect(`/c/${communityId}/channels/${channelId}/moderation?saved`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function ChannelModeration({ loaderData, actionData, params }: Route.ComponentProps) {
  const { channel, moderates, saved } = loaderData;
  const form = useFormState(actionData, ['slowMode', 'reason']);
  return (
    <CommunityPage
      title={m.channel_moderation_of({ channel: isolate(channel.name) })}
      back={`/c/${params.communityId}/${channel.id}`}
    >
      {saved && !actionData && <SavedNote className="mb-6" />}
      <FormMessage>{form.message}</FormMessage>
      <SettingsSection title={m.slow_mode()} note={m.slow_mode_note()}>
        <Form method="post" ref={form.ref} className="flex flex-wrap items-start gap-2">
          <div className="min-w-48 flex-1">
            <SlowModeSelect key={channel.slowMode} form={form} value={channel.slowMode} />
          </div>
          <SubmitButton intent="slow" className="mt-[26px]">
            {m.ui_save()}
          </SubmitButton>
        </Form>
      </SettingsSection>
      {moderates && (
        <SettingsSection
          title={channel.locked ? m.channel_locked() : m.channel_lock_title()}
          note={channel.locked ? m.channel_unlock_note() : m.channel_lock_note()}
        >
          <Form method="post" className="grid gap-4" key={String(channel.locked)}>
            <TextField
              form={form}
              name="reason"
              label={m.channel_lock_reason()}
              optional={m.ui_optional()}
              autoComplete="off"
              maxLength={auditLimits.reasonMax}
            />
            <div>
              {channel.locked ? (
                <SubmitButton intent="unlock">
                  <LockOpen size={16} aria-hidden /> {m.channel_unlock()}
                </SubmitButton>
              ) : (
                <SubmitButton intent="lock" look="danger">
                  <Lock size={16} aria-hidden /> {m.channel_lock()}
                </SubmitButton>
              )}
            </div>
          </Form>
        </SettingsSection>
      )}
    </CommunityPage>
  );
}
