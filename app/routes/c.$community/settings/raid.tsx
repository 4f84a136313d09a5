import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { Form, redirect, useSubmit } from 'react-router';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { PersonLine } from '../../../features/invites/person-line.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { relativeTime } from '../../../lib/dates.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { FormMessage } from '../../../ui/banner.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import type { Route } from './+types/raid';

export const meta: Route.MetaFunction = () => pageTitle(m.raid_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId } = args.params;
    return { raid: await scope.services.invites.getRaid(scope.ctx, { communityId }), now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId } = args.params;
  return submit(args, async ({ services: { invites }, ctx }, form) => {
    const acts = {
      resume: invites.resumeInvites,
      keep: invites.dismissAlarm,
      remove: invites.removeRaid,
    };
    const intent = form.text('intent');
    if (!Object.hasOwn(acts, intent)) throw missing();
    await acts[intent as keyof typeof acts](ctx, { communityId });
    return redirect(`/c/${communityId}/settings/raid`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Raid({ loaderData: { raid, now }, actionData, params }: Route.ComponentProps) {
  const [asking, setAsking] = useState(false);
  const send = useSubmit();
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  if (!raid)
    return (
      <CommunitySettings communityId={params.communityId}>
        <EmptyState level="h2" icon={<ShieldCheck size={22} />} title={m.raid_none_title()}>
          {m.raid_none_text()}
        </EmptyState>
      </CommunitySettings>
    );
  const { members } = raid;
  return (
    <CommunitySettings communityId={params.communityId}>
      <h2 className="text-lead font-semibold">{m.raid_title()}</h2>
      <p className="mt-1 text-note text-soft" suppressHydrationWarning>
        {m.raid_text({
          count: m.raid_count({ count: members.length }),
          until: relativeTime(raid.at, now),
        })}
      </p>
      <FormMessage>{failed?.text}</FormMessage>
      <Form method="post" className="mt-5 mb-10 flex flex-wrap gap-2">
        <SubmitButton look="secondary" intent="resume">
          {m.raid_resume()}
        </SubmitButton>
        <SubmitButton look="secondary" intent="keep">
          {m.raid_keep()}
        </SubmitButton>
        {members.some(({ mayRemove }) => mayRemove) && (
          <SubmitButton
            look="danger"
            intent="remove"
            onClick={(event) => {
              event.preventDefault();
              setAsking(true);
            }}
          >
            {m.raid_remove()}
          </SubmitButton>
        )}
      </Form>
      <SettingsSection title={m.raid_who()}>
        {members.length === 0 ? (
          <p className="text-note text-soft">{m.raid_empty()}</p>
        ) : (
          <ul className="grid gap-3">
            {members.map(({ account, joinedAt }) => (
              <li key={account.id} className="flex">
                <PersonLine account={account} note={relativeTime(joinedAt, now)} />
              </li>
            ))}
          </ul>
        )}
      </SettingsSection>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void send({ intent: 'remove' }, { method: 'post' });
        }}
        title={m.raid_remove_title()}
        confirm={m.raid_remove()}
      >
        {m.raid_remove_text()}
      </ConfirmDialog>
    </CommunitySettings>
  );
}
