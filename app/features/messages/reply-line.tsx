import { CornerUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyDto } from '#contract/messages';
import { m } from '#i18n';
import { shownName } from '../members/names.ts';
import { useConversation } from './conversation-context.ts';
import { MentionLine } from './mention-line.tsx';
import { MentionsContext } from './mentions-context.ts';

/** The line above a reply: whom and what it answers. Leads there. */
export function ReplyLine({ reply }: { reply: ReplyDto }): ReactNode {
  const { address, communityId, act } = useConversation();
  const icon = <CornerUpRight size={14} className="flex-none rtl:-scale-x-100" aria-hidden />;
  if (reply.excerpt === null) {
    return (
      <p className="flex min-h-6 items-center gap-[7px] text-note text-soft italic">
        {icon}
        {m.chat_reply_deleted()}
      </p>
    );
  }
  return (
    <a
      href={`${address}/${reply.id}`}
      className="relative flex min-h-6 w-fit max-w-full items-center gap-[7px] rounded-s text-note text-soft hover:text-text pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2.5 pointer-coarse:after:content-['']"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        act('jumpTo', reply.id);
      }}
    >
      {icon}
      <span className="sr-only">{m.chat_in_reply_to()}</span>
      <bdi className="max-w-[40%] flex-none truncate font-semibold text-text">
        {reply.author ? shownName(reply.author) : m.chat_author_gone()}
      </bdi>
      <span dir="auto" className="truncate">
        <MentionsContext value={{ communityId, people: reply.mentioned ?? [] }}>
          <MentionLine text={reply.excerpt || m.chat_forwarded()} />
        </MentionsContext>
      </span>
    </a>
  );
}
