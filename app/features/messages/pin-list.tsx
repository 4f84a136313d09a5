import { Pin } from 'lucide-react';
import { Form } from 'react-router';
import type { MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { Avatar } from '../../ui/avatar.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import Forwarded from './forwarded.tsx';
import { MarkdownTree } from './markdown-tree.tsx';
import { MentionsContext } from './mentions-context.ts';
import { PlainText } from './plain-text.tsx';
import { timesFor } from './times.ts';

/** Pinned messages, with the way to where each was said. Unpinning posts `unpin:<id>` to the page. */
export function PinList({
  pins,
  communityId = null,
  mayPin,
  address,
  timeZone,
}: {
  pins: readonly MessageDto[];
  /** Null for a conversation. */
  communityId?: string | null;
  mayPin: boolean;
  /** Of the channel. */
  address: string;
  timeZone: string;
}) {
  const times = timesFor(timeZone);
  if (pins.length === 0)
    return (
      <EmptyState level="h2" icon={<Pin size={22} />} title={m.pins_none_title()}>
        {mayPin ? m.pins_none_moderator() : m.pins_none_text()}
      </EmptyState>
    );
  return (
    <ul className="grid gap-3">
      {pins.map((message) => (
        <li key={message.id} className="grid gap-2 rounded-l bg-panel p-3.5">
          <p className="flex items-center gap-2.5">
            <Avatar
              id={message.author?.id ?? message.id}
              name={message.author?.displayName ?? '?'}
              size="medium"
            />
            <bdi className="name font-semibold">{message.author?.displayName ?? m.chat_author_gone()}</bdi>
            <time
              dateTime={message.createdAt}
              title={times.full(message.createdAt)}
              className="flex-none text-small text-soft"
              suppressHydrationWarning
            >
              {times.day(message.createdAt, Date.parse(message.pinnedAt ?? message.createdAt))}
            </time>
          </p>
          <div className="message-text min-w-0">
            {message.tree ? (
              <MentionsContext value={{ communityId, people: message.mentioned ?? [] }}>
                <MarkdownTree blocks={message.tree} />
              </MentionsContext>
            ) : (
              message.body && <PlainText text={message.body} />
            )}
            {message.forward && <Forwarded forward={message.forward} />}
          </div>
          <Form method="post" className="flex flex-wrap gap-2">
            <ButtonLink to={`${address}/${message.id}`} className={small}>
              {m.pins_jump()}
            </ButtonLink>
            {mayPin && (
              <SubmitButton look="quiet" intent={`unpin:${message.id}`} className={small}>
                {m.chat_unpin()}
              </SubmitButton>
            )}
          </Form>
        </li>
      ))}
    </ul>
  );
}

const small = '!min-h-8 !px-2.5 !py-1 text-note pointer-coarse:!min-h-11';
