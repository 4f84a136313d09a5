import { Plus } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Form } from 'react-router';
import { messageLimits } from '#contract/messages';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Select } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { titleOf } from '../direct/names.ts';
import { inboxPlace } from '../notifications/inbox-texts.ts';
import { Fold } from './fold.tsx';
import { WhenField } from './when-field.tsx';

/** Schedules a message away from its channel: what the composer does where there is no JavaScript. */
export function NewScheduled({
  clientId,
  zone,
  now,
  failed,
}: {
  /** Sending the form twice schedules once: it is the first that counts, until the form begins anew. */
  clientId: string;
  zone: string;
  now: number;
  failed: FailedForm | undefined;
}): ReactNode {
  const places = usePlaces();
  const [ownClientId] = useState(clientId);
  const form = useFormState(failed, ['channelId', 'body', 'sendAt']);
  if (places.length === 0) return null;
  return (
    <div className="mb-4">
      <Fold strong icon={<Plus size={17} aria-hidden />} label={m.later_new()} open={failed !== undefined}>
        <Form method="post" preventScrollReset noValidate ref={form.ref} className="grid gap-4">
          <h2 className="font-semibold">{m.later_new_title()}</h2>
          <FormMessage>{form.message}</FormMessage>
          <input type="hidden" name="clientId" value={ownClientId} />
          <Select form={form} name="channelId" label={m.later_new_channel()} options={places} />
          <TextArea
            form={form}
            name="body"
            label={m.later_text()}
            maxLength={messageLimits.bodyMax}
            required
          />
          <WhenField zone={zone} now={now} problem={form.problem('sendAt')} />
          <div className="flex justify-end">
            <SubmitButton intent="new">{m.later_schedule()}</SubmitButton>
          </div>
        </Form>
      </Fold>
    </div>
  );
}

/** Where the viewer may write. */
function usePlaces(): { value: string; label: string }[] {
  const communities = useClientState((state) => state.communities);
  const order = useClientState((state) => state.communityOrder);
  const conversations = useClientState((state) => state.conversations);
  const viewerId = useClientState((state) => state.viewer.id);
  return useMemo(() => {
    const channels = order.flatMap((id) => {
      const community = communities[id];
      return (community?.channels ?? [])
        .filter(({ kind, permissions }) => kind !== 'forum' && permissions.includes('message.send'))
        .map((channel) => ({
          value: channel.id,
          label: inboxPlace({ channel: { ...channel, parentId: null }, community: community ?? null }),
        }));
    });
    const people = Object.values(conversations)
      .filter(({ permissions }) => permissions.includes('message.send'))
      .map((each) => ({ value: each.id, label: titleOf(each, viewerId) }));
    return [...channels, ...people];
  }, [communities, order, conversations, viewerId]);
}
