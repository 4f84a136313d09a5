import { AlarmClock, Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import type { SavedMessageDto } from '#contract/saved';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { FormMessage } from '../../ui/banner.tsx';
import { DepartingList } from '../../ui/departing-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { shownName } from '../members/names.ts';
import { MentionLine } from '../messages/mention-line.tsx';
import { MentionsContext } from '../messages/mentions-context.ts';
import { timesFor } from '../messages/times.ts';
import { placeAddress } from '../notifications/inbox-texts.ts';
import { Fold } from './fold.tsx';
import { PlaceName } from './place-name.tsx';
import { WhenChoice } from './when-choice.tsx';
import { whenText } from './when-text.ts';

interface Shown {
  zone: string;
  now: number;
  failed: FailedForm | undefined;
}

/** What one saved, each with the way to it, its reminder, and taking it out. */
export function SavedList({ items, ...shown }: Shown & { items: readonly SavedMessageDto[] }): ReactNode {
  return (
    <DepartingList
      items={items}
      keyOf={(item) => item.messageId}
      gone={m.later_unsaved_done}
      none={
        <EmptyState level="h2" icon={<Bookmark size={24} />} title={m.later_saved_none_title()}>
          {m.later_saved_none_text()}
        </EmptyState>
      }
    >
      {(item) => <SavedCard key={item.messageId} item={item} {...shown} />}
    </DepartingList>
  );
}

function SavedCard({ item, zone, now, failed }: Shown & { item: SavedMessageDto }): ReactNode {
  const { messageId, author, community, channel, postedAt, remindAt, text, mentioned } = item;
  const times = timesFor(zone);
  const name = author ? shownName(author) : m.chat_author_gone();
  const own = failed?.values['intent']?.endsWith(messageId) ? failed : undefined;
  return (
    <li tabIndex={-1} data-saved={messageId} className="rounded-l bg-panel p-3.5 outline-none">
      <div className="relative flex gap-3 rounded-m">
        <Avatar id={author?.id ?? messageId} name={name} />
        <div className="min-w-0 flex-1">
          <p className="flex items-baseline gap-2">
            <bdi className="min-w-0 truncate font-semibold">{name}</bdi>
            <time
              dateTime={postedAt}
              title={times.full(postedAt)}
              className="ms-auto flex-none text-small text-faint"
              suppressHydrationWarning
            >
              {times.dayKey(postedAt) === times.dayKey(new Date(now).toISOString())
                ? times.time(postedAt)
                : times.day(postedAt, now)}
            </time>
          </p>
          <p className="truncate text-small text-soft">
            <PlaceName channel={channel} community={community} />
          </p>
          <Link
            to={placeAddress({ channel, community }, messageId)}
            dir="auto"
            className="mt-1 line-clamp-3 wrap-anywhere after:absolute after:inset-0 after:rounded-m after:content-[''] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent-strong"
          >
            <MentionsContext value={{ communityId: community?.id ?? null, people: mentioned }}>
              <MentionLine text={text} />
            </MentionsContext>
          </Link>
        </div>
      </div>
      {remindAt && (
        <p className="mt-2.5 flex items-center gap-1.5 text-small text-soft" suppressHydrationWarning>
          <AlarmClock size={14} className="flex-none text-accent-strong" aria-hidden />
          {m.later_remind_at({ time: whenText(remindAt, now, times) })}
        </p>
      )}
      <FormMessage>{own && !own.problems['remindAt'] && own.text}</FormMessage>
      <div className="mt-1.5 -mb-1.5">
        <Fold
          key={remindAt}
          label={remindAt ? m.later_remind_change() : m.later_remind()}
          open={own?.problems['remindAt'] !== undefined}
          beside={
            <Form method="post" preventScrollReset>
              <SubmitButton look="quiet" className="-me-3 px-3" intent={`remove:${messageId}`}>
                {m.later_remove()}
              </SubmitButton>
            </Form>
          }
        >
          {remindAt && (
            <Form method="post" preventScrollReset className="mb-2">
              <SubmitButton look="secondary" intent={`clear:${messageId}`}>
                {m.later_reminder_clear()}
              </SubmitButton>
            </Form>
          )}
          <WhenChoice
            zone={zone}
            now={now}
            submit={m.later_set()}
            fields={{ intent: `remind:${messageId}` }}
            problem={own?.problems['remindAt']}
          />
        </Fold>
      </div>
    </li>
  );
}
