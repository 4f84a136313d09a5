import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { ChannelDto } from '#contract/channels';
import type { ForumTagDto } from '#contract/forums';
import { m } from '#i18n';
import { fieldText } from '../../lib/field-text.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { useClientState } from '../../realtime/hooks.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { readDraft, writeDraft } from '../messages/drafts.ts';
import { type PostDraft, PostFields, postFields } from './post-fields.tsx';

/**
 * The window for a new post. It posts to the page of the same purpose, which leads to the post. What is half written is
 * kept as a draft of the forum is: nobody writes there otherwise.
 */
export default function NewPostDialog({
  communityId,
  channel,
  tags,
  onClose,
}: {
  communityId: string;
  channel: ChannelDto;
  tags: readonly ForumTagDto[];
  onClose: () => void;
}): ReactNode {
  const fetcher = useFetcher<FailedForm>();
  const viewerId = useClientState(({ viewer }) => viewer.id);
  const [clientId] = useState(newClientId);
  const [draft] = useState(() => draftIn(readDraft(viewerId, channel.id)?.body ?? ''));
  const keep = (text: string): void => writeDraft(viewerId, channel.id, { body: text, replyTo: null });
  const posted = useEffectEvent(() => {
    keep('');
    onClose();
  });
  const busy = fetcher.state !== 'idle';
  const sent = useRef(false);
  if (busy) sent.current = true;
  // A form that came back without a problem has led on to its post.
  useEffect(() => {
    if (sent.current && !busy && !fetcher.data) posted();
  }, [busy, fetcher.data]);
  const form = useFormState(fetcher.data, postFields);
  return (
    <Dialog open onClose={onClose} title={m.forum_new_post()} description={channel.topic || undefined}>
      <fetcher.Form
        method="post"
        action={`/c/${communityId}/channels/${channel.id}/posts/new`}
        noValidate
        onInput={(event) => keep(textOf(new FormData(event.currentTarget)))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
      >
        <div ref={form.scope} className="grid gap-5">
          <FormMessage>{form.message}</FormMessage>
          <PostFields
            {...{ form, tags, clientId, draft }}
            moderates={channel.permissions.includes('message.manage')}
          />
        </div>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.forum_post_publish()}
          </Button>
        </div>
      </fetcher.Form>
    </Dialog>
  );
}

/** As a draft: the title is its first line. */
const textOf = (fields: FormData): string =>
  [fieldText(fields, 'title'), fieldText(fields, 'body')].join('\n').trimEnd();

function draftIn(text: string): PostDraft {
  const [title = '', ...body] = text.split('\n');
  return { title, body: body.join('\n') };
}
