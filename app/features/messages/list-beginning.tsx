import { Hash, MessageCircle, MessagesSquare } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '#i18n';
import { beginningText, emptyText, isConversation } from './channel-texts.ts';
import { useConversation } from './conversation-context.ts';

/** Above the first message: what this place is, or, when nothing was said yet, an invitation to begin. */
export default function ListBeginning({ empty }: { empty: boolean }): ReactNode {
  return empty ? <EmptyChannel /> : <Beginning />;
}

function Beginning(): ReactNode {
  const { channel } = useConversation();
  return (
    <div className="px-3.5 pt-10 pb-2 tablet:px-5">
      <span className="mb-3 grid size-14 place-items-center rounded-[18px] bg-accent-soft text-accent-strong">
        {isConversation(channel) ? <MessagesSquare size={28} aria-hidden /> : <Hash size={28} aria-hidden />}
      </span>
      <h2 dir="auto" className="text-title font-semibold [overflow-wrap:anywhere]">
        {beginningText(channel)}
      </h2>
      <p dir="auto" className="mt-1 max-w-[620px] text-soft">
        {channel.topic || m.chat_beginning_text()}
      </p>
    </div>
  );
}

function EmptyChannel(): ReactNode {
  const { channel, canSend } = useConversation();
  return (
    <div className="px-3.5 pt-10 pb-2 tablet:px-5">
      <span className="mb-3 grid size-14 place-items-center rounded-[18px] bg-accent-soft text-accent-strong">
        <MessageCircle size={28} aria-hidden />
      </span>
      <h2 className="text-title font-semibold">{emptyText(channel)}</h2>
      <p className="mt-1 max-w-[620px] text-soft">
        {canSend ? m.chat_empty_text() : m.chat_empty_read_only()}
      </p>
    </div>
  );
}
