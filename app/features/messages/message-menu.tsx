import { Flag, Forward, Link2, ListChecks, MailOpen, MessageSquareX, Pin, PinOff, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { LaterItems } from '../later/message-items.tsx';
import { useConversation } from './conversation-context.ts';

/** What can be done with a message beyond its tools: pinning, saving, reporting, and what moderators do. */
export default function MessageMenu({
  message,
  anchor,
  onClose,
}: {
  message: MessageDto;
  anchor: HTMLElement;
  onClose: () => void;
}): ReactNode {
  const { viewer, communityId, canManage, canPin, ui, act } = useConversation();
  const own = message.author?.id === viewer.id;
  // A forward whose original is gone has nothing to pass on.
  const isEmpty = message.forward?.body === null;
  const ask = (about: 'report' | 'delete' | 'forward') => () =>
    ui.update((value) => ({ ...value, asking: { about, message } }));
  return (
    <Menu anchor={anchor} label={m.chat_more()} onClose={onClose}>
      {message.reactions && message.reactions.length > 0 && (
        <MenuItem
          icon={<Users size={16} />}
          onClick={() => ui.update((value) => ({ ...value, reactorsOf: message }))}
        >
          {m.reactions_who()}
        </MenuItem>
      )}
      {canPin && (
        <MenuItem
          icon={message.pinnedAt ? <PinOff size={16} /> : <Pin size={16} />}
          onClick={() => act('pin', message)}
        >
          {message.pinnedAt ? m.chat_unpin() : m.chat_pin()}
        </MenuItem>
      )}
      {!isEmpty && (
        <MenuItem icon={<Forward size={16} />} onClick={ask('forward')}>
          {m.forward_menu()}
        </MenuItem>
      )}
      <MenuItem icon={<MailOpen size={16} />} onClick={() => act('markUnread', message)}>
        {m.chat_mark_unread()}
      </MenuItem>
      <LaterItems message={message} />
      <MenuItem icon={<Link2 size={16} />} keys="L" onClick={() => act('copyLink', message)}>
        {m.chat_copy_link()}
      </MenuItem>
      {!own && communityId !== null && (
        <MenuItem icon={<Flag size={16} />} onClick={ask('report')}>
          {m.chat_report()}
        </MenuItem>
      )}
      {canManage && (
        <>
          <MenuItem icon={<ListChecks size={16} />} onClick={() => act('select', message.id)}>
            {m.chat_select()}
          </MenuItem>
          {!own && (
            <MenuItem danger icon={<MessageSquareX size={16} />} onClick={ask('delete')}>
              {m.chat_delete_reason()}
            </MenuItem>
          )}
        </>
      )}
    </Menu>
  );
}
