import { Form, redirect } from 'react-router';
import { seenMembersMax } from '#contract/channels';
import { messagesFrom } from '#contract/friends';
import { m } from '#i18n';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Checkbox, RadioCards } from '../../ui/choice.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/privacy';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_privacy(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    return {
      privacy: await scope.services.friends.getPrivacy(scope.ctx),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    if (form.text('intent') !== 'save') throw missing();
    await services.friends.setPrivacy(ctx, {
      messagesFrom: form.text('messagesFrom'),
      sharesSeen: form.text('sharesSeen') === 'on',
    });
    return redirect('/settings/privacy?saved');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Privacy({ loaderData: { privacy, saved }, actionData }: Route.ComponentProps) {
  const texts = {
    communities: {
      label: m.settings_messages_from_communities(),
      note: m.settings_messages_from_communities_note(),
    },
    friends: { label: m.settings_messages_from_friends(), note: m.settings_messages_from_friends_note() },
  };
  return (
    <Form method="post" className="grid gap-6">
      <h1 className="text-title font-semibold">{m.settings_privacy()}</h1>
      {saved && !actionData && <SavedNote />}
      <FormMessage>{actionData?.text}</FormMessage>
      <RadioCards
        name="messagesFrom"
        legend={m.settings_messages_from()}
        options={messagesFrom.map((value) => ({ value, ...texts[value] }))}
        defaultValue={privacy.messagesFrom}
      />
      <Checkbox
        name="sharesSeen"
        label={m.settings_shares_seen()}
        note={m.settings_shares_seen_note({ count: seenMembersMax })}
        defaultChecked={privacy.sharesSeen}
      />
      <div>
        <SubmitButton intent="save">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}
