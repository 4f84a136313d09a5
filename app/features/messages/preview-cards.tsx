import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import type { Block, PreviewDto } from '#contract/messages';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { titleOf } from '../direct/names.ts';
import { shownName, useNameAccent } from '../members/names.ts';
import { useTimes } from './conversation-context.ts';
import { linkedMessages, type MessageLink } from './linked-messages.ts';
import { MentionLine } from './mention-line.tsx';
import { MentionsContext } from './mentions-context.ts';
import { usePreview } from './use-preview.ts';

/** Below a text: what the messages are that it links to, of those that the viewer may see. */
export function PreviewCards({ tree }: { tree: readonly Block[] }): ReactNode {
  const links = useMemo(() => linkedMessages(tree, window.location.origin), [tree]);
  return links.map((link) => <PreviewCard key={link.messageId} link={link} />);
}

/** Where a message is. */
export const previewAddress = ({ id, channel, place }: PreviewDto): string => {
  if (place.kind === 'conversation') return `/dm/${channel.id}/${id}`;
  const at = channel.parentId ? `${channel.parentId}/t/${channel.id}` : channel.id;
  return `/c/${place.id}/${at}/${id}`;
};

function PreviewCard({ link }: { link: MessageLink }): ReactNode {
  const preview = usePreview(link.messageId);
  // An address that names another channel does not lead there.
  if (!preview || preview.channel.id !== link.channelId) return null;
  return <Card preview={preview} />;
}

function Card({ preview }: { preview: PreviewDto }): ReactNode {
  const times = useTimes();
  const { id, author, place, excerpt, mentioned = [], createdAt } = preview;
  const communityId = place.kind === 'community' ? place.id : null;
  const accent = useNameAccent(communityId, author);
  const name = author ? shownName(author) : m.chat_author_gone();
  return (
    <Link
      to={previewAddress(preview)}
      preventScrollReset
      data-preview={id}
      className="mt-1.5 grid w-fit max-w-full min-w-[min(100%,18rem)] grid-cols-[auto_minmax(0,1fr)] gap-x-2.5 rounded-m bg-panel px-3 py-2 text-note hover:bg-selected tablet:max-w-[34rem]"
    >
      <span className="sr-only">{m.chat_preview()}</span>
      <Avatar id={author?.id ?? id} name={author ? name : '?'} size="small" />
      <span className="flex min-h-6 min-w-0 items-baseline gap-1.5 self-center">
        <bdi className="min-w-0 truncate font-semibold text-text" {...(accent && { 'data-accent': accent })}>
          {name}
        </bdi>
        <PlaceName preview={preview} />
        <time
          dateTime={createdAt}
          title={times.full(createdAt)}
          className="ms-auto flex-none ps-2 text-small text-faint"
        >
          {timeOf(times, createdAt)}
        </time>
      </span>
      <span dir="auto" className="col-start-2 line-clamp-2 text-soft">
        <MentionsContext value={{ communityId, people: mentioned }}>
          <MentionLine text={excerpt || m.chat_forwarded()} />
        </MentionsContext>
      </span>
    </Link>
  );
}

/** The channel, or with whom a conversation is. */
export function PlaceName({ preview: { channel, place } }: { preview: PreviewDto }): ReactNode {
  const conversation = useClientState((state) => state.conversations[channel.id]);
  const viewerId = useClientState((state) => state.viewer.id);
  const known = conversation ? titleOf(conversation, viewerId) : place.name;
  const name = place.kind === 'conversation' ? known : channel.parentId ? channel.name : `#${channel.name}`;
  return <bdi className="min-w-0 truncate text-small text-soft">{name}</bdi>;
}

/** Today by the clock, else by the day. */
export function timeOf(times: ReturnType<typeof useTimes>, iso: string): string {
  const now = Date.now();
  const isToday = times.dayKey(iso) === times.dayKey(new Date(now).toISOString());
  return isToday ? times.time(iso) : times.day(iso, now);
}
