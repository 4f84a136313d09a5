import type { ReactNode } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { useTimes } from './conversation-context.ts';
import { isEmojiOnly } from './emoji-only.ts';
import { MarkdownTree } from './markdown-tree.tsx';
import { PlainText } from './plain-text.tsx';

/** What a message says, and whether it was changed. Text without a tree is shown as it was typed. */
export function MessageBody({ message, id }: { message: MessageDto; id: string }): ReactNode {
  const mark = message.editedAt && <EditedMark at={message.editedAt} />;
  return (
    <div id={id} className="message-text min-w-0">
      {message.tree ? (
        <MarkdownTree blocks={message.tree} end={mark} />
      ) : (
        <PlainText text={message.body ?? ''} end={mark} large={isEmojiOnly(message.body ?? '')} />
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
