import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyDto } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { IconButton } from '../../ui/button.tsx';
import { shownName } from '../members/names.ts';
import { useConversation } from './conversation-context.ts';
import { MentionLine } from './mention-line.tsx';
import { MentionsContext } from './mentions-context.ts';
import { PingSwitch } from './ping-switch.tsx';

/** What the composer answers, and whether its author is told. */
export function ReplyBanner({ replyTo }: { replyTo: ReplyDto }): ReactNode {
  const { communityId, viewer, ui, focusComposer } = useConversation();
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 ps-4 pe-2 text-note text-soft">
      <p className="min-w-0 flex-1 truncate">
        <span className="font-medium text-text">
          {m.chat_replying_to({
            name: isolate(replyTo.author ? shownName(replyTo.author) : m.chat_author_gone()),
          })}
        </span>{' '}
        <span dir="auto">
          <MentionsContext value={{ communityId, people: replyTo.mentioned ?? [] }}>
            <MentionLine text={replyTo.excerpt || m.chat_forwarded()} />
          </MentionsContext>
        </span>
      </p>
      {replyTo.author && replyTo.author.id !== viewer.id && <PingSwitch replyTo={replyTo} />}
      <IconButton
        label={m.chat_cancel_reply()}
        onClick={() => {
          ui.update((value) => ({ ...value, replyTo: null }));
          focusComposer();
        }}
      >
        <X size={16} />
      </IconButton>
    </div>
  );
}
