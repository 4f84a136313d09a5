// Everything that only a living page needs, as one file to fetch. See `live.ts`.
export { Announcer } from './announcer.tsx';
export { ChannelComing } from './channel-coming.tsx';
export { ChannelUnreachable } from './channel-unreachable.tsx';
export { ComposerTools } from './composer-tools.tsx';
export { ConnectionBanner } from './connection-banner.tsx';
export { createActions } from './actions.ts';
export { MessageEditor } from './message-editor.tsx';
export { MessageToolbar } from './message-toolbar.tsx';
export { ModerationParts, SelectBox } from './moderation-parts.tsx';
export { PendingNote } from './pending-note.tsx';
export { ReactionParts } from '../reactions/reaction-parts.tsx';
export { ReactionRow } from '../reactions/reaction-row.tsx';
export { SlowNote } from './slow-note.tsx';
export { TypingLine } from './typing-line.tsx';
export { UnreadAbove } from './unread-above.tsx';
export { VirtualList } from './virtual-list.tsx';
