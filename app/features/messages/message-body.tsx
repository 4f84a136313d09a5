import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { insist } from '../../realtime/insist.ts';
import { useConversation, useTimes } from './conversation-context.ts';
import { isEmojiOnly } from './emoji-only.ts';
import { MarkdownTree } from './markdown-tree.tsx';
import { MentionsContext } from './mentions-context.ts';
import { PlainText } from './plain-text.tsx';

// Comes with the page as markup; its code follows.
const Forwarded = lazy(() => insist(() => import('./forwarded.tsx')));

/** What a message says, and whether it was changed. Text without a tree is shown as it was typed. */
export function MessageBody({ message, id }: { message: MessageDto; id: string }): ReactNode {
  const { communityId } = useConversation();
  const { mentioned } = message;
  const mentions = useMemo(() => ({ communityId, people: mentioned ?? [] }), [communityId, mentioned]);
  const mark = message.editedAt && <EditedMark at={message.editedAt} />;
  return (
    <div id={id} className="message-text min-w-0">
      {message.tree ? (
        <MentionsContext value={mentions}>
          <MarkdownTree blocks={message.tree} end={mark} />
        </MentionsContext>
      ) : (
        message.body && <PlainText text={message.body} end={mark} large={isEmojiOnly(message.body)} />
      )}
      {message.forward && (
        <Suspense>
          <Forwarded forward={message.forward} />
        </Suspense>
      )}
    </div>
  );
}

function EditedMark({ at }: { at: string }): ReactNode {
  const times = useTimes();
  return (
    <time
      dateTime={at}
      title={m.chat_edited_at({ time: times.full(at) })}
      className="text-small text-faint"
      suppressHydrationWarning
    >
      ({m.chat_edited()})
    </time>
  );
}
