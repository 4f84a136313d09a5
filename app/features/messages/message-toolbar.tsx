import { Ellipsis, MessagesSquare, Pencil, Reply, Trash2, SmilePlus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { useThreadOf } from '../../realtime/hooks.ts';
import { IconButton } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { favourites } from '../emoji/usage.ts';
import { preloadPicker } from '../reactions/reaction-parts.tsx';
import { useConversation } from './conversation-context.ts';

const MessageMenu = lazyPart(() => import('./message-menu.tsx'));

/** What can be done with a message. Stands on it while it is pointed at, tapped or focused; the keys do the same. */
export function MessageToolbar({ message }: { message: MessageDto }): ReactNode {
  const { viewer, communityId, channel, canSend, canManage, canReact, act } = useConversation();
  const thread = useThreadOf(message.id);
  const threads = communityId !== null && channel.kind !== 'thread';
  const mayBegin = channel.permissions.includes('thread.create');
  const [menu, setMenu] = useState<HTMLElement | null>(null);
  const [quick] = useState(() => favourites(viewer.id, 3));
  const own = message.author?.id === viewer.id;
  return (
    <div
      role="toolbar"
      aria-label={m.chat_actions()}
      className="absolute end-3.5 -top-7.5 z-(--layer-sticky) flex rounded-m bg-raised p-[3px] shadow-raised tablet:end-5"
    >
      {canReact && (
        <>
          {quick.map((emoji) => (
            <IconButton
              key={emoji}
              label={m.reactions_with({ emoji })}
              className="emoji text-[17px] pointer-coarse:hidden"
              onClick={() => act('react', message, emoji)}
            >
              {emoji}
            </IconButton>
          ))}
          <IconButton
            label={m.reactions_more()}
            aria-keyshortcuts="+"
            aria-haspopup="dialog"
            onPointerEnter={preloadPicker}
            onFocus={preloadPicker}
            onClick={(event) => act('pick', message, event.currentTarget)}
          >
            <SmilePlus size={18} />
          </IconButton>
        </>
      )}
      {canSend && (
        <IconButton label={m.chat_reply()} aria-keyshortcuts="r" onClick={() => act('reply', message)}>
          <Reply size={18} />
        </IconButton>
      )}
      {threads && (thread || mayBegin) && (
        <IconButton
          label={thread ? m.thread_open() : m.thread_begin()}
          aria-keyshortcuts="t"
          onClick={() => act('openThread', message)}
        >
          <MessagesSquare size={17} />
        </IconButton>
      )}
      {own && canSend && !message.poll && (
        <IconButton label={m.chat_edit()} aria-keyshortcuts="e" onClick={() => act('edit', message)}>
          <Pencil size={17} />
        </IconButton>
      )}
      {(own || canManage) && (
        <IconButton
          label={m.chat_delete()}
          aria-keyshortcuts="Delete"
          className="hover:text-danger"
          onClick={() => act('remove', message)}
        >
          <Trash2 size={17} />
        </IconButton>
      )}
      <IconButton
        label={m.chat_more()}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        onPointerEnter={MessageMenu.preload}
        onFocus={MessageMenu.preload}
        onClick={(event) => setMenu(event.currentTarget)}
      >
        <Ellipsis size={18} />
      </IconButton>
      {menu && <MessageMenu message={message} anchor={menu} onClose={() => setMenu(null)} />}
    </div>
  );
}
