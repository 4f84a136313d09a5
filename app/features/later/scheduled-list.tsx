import { CalendarClock, CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { Form, Link } from 'react-router';
import { messageLimits } from '#contract/messages';
import type { ErrorDto } from '#contract/protocol';
import type { ScheduledMessageDto } from '#contract/scheduled';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { sentence } from '../../lib/problems.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { DepartingList } from '../../ui/departing-list.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { nameIn } from '../messages/mention-names.ts';
import { MentionLine } from '../messages/mention-line.tsx';
import { MentionsContext } from '../messages/mentions-context.ts';
import { timesFor } from '../messages/times.ts';
import { toStored, toTyped } from '../messages/typed-mentions.ts';
import { placeAddress } from '../notifications/inbox-texts.ts';
import { DeleteButton } from './delete-button.tsx';
import { Fold } from './fold.tsx';
import { PlaceName } from './place-name.tsx';
import { toField } from './when.ts';
import { WhenField } from './when-field.tsx';
import { whenText } from './when-text.ts';

interface Shown {
  zone: string;
  now: number;
  failed: FailedForm | undefined;
}

/** What waits to be sent and what could not be, each with what can be done about it. */
export function ScheduledList({
  items,
  ...shown
}: Shown & { items: readonly ScheduledMessageDto[] }): ReactNode {
  return (
    <DepartingList
      items={items}
      keyOf={(item) => item.id}
      gone={m.later_left}
      none={
        <EmptyState level="h2" icon={<CalendarClock size={24} />} title={m.later_scheduled_none_title()}>
          {m.later_scheduled_none_text()}
        </EmptyState>
      }
    >
      {(item) => <ScheduledCard key={item.id} item={item} {...shown} />}
    </DepartingList>
  );
}

function whyNot(failure: ErrorDto): string {
  if (failure.code === 'NOT_FOUND' && !failure.reason) return m.later_why_gone();
  if (failure.code === 'FORBIDDEN' && !failure.reason) return m.later_why_forbidden();
  return sentence(failure);
}

function ScheduledCard({ item, ...shown }: Shown & { item: ScheduledMessageDto }): ReactNode {
  const { id, channel, community, body, mentioned, sendAt, failure } = item;
  const { zone, now, failed } = shown;
  const own = failed?.values['intent']?.endsWith(id) ? failed : undefined;
  const isChange = own?.values['intent'] === `change:${id}`;
  return (
    <li tabIndex={-1} data-scheduled={id} className="rounded-l bg-panel p-3.5 outline-none">
      <p className="flex flex-wrap items-baseline gap-x-2 text-small">
        <span className="min-w-0 truncate font-medium text-soft">
          {channel ? (
            <Link
              to={placeAddress({ channel, community })}
              className="block truncate hover:underline pointer-coarse:py-3"
            >
              <PlaceName channel={channel} community={community} />
            </Link>
          ) : (
            m.later_gone_channel()
          )}
        </span>
        {!failure && (
          <time
            dateTime={sendAt}
            title={timesFor(zone).full(sendAt)}
            className="text-faint tablet:ms-auto"
            suppressHydrationWarning
          >
            {m.later_sends_at({ time: whenText(sendAt, now, timesFor(zone)) })}
          </time>
        )}
      </p>
      {failure && (
        <p className="mt-1 flex items-start gap-1.5 text-note text-danger">
          <CircleAlert size={16} className="mt-0.5 flex-none" aria-hidden />
          <span>
            <span className="font-medium">{m.later_failed()}.</span> {whyNot(failure)}
          </span>
        </p>
      )}
      <p dir="auto" className="mt-1.5 line-clamp-8 wrap-anywhere whitespace-pre-wrap">
        <MentionsContext value={{ communityId: community?.id ?? null, people: mentioned }}>
          <MentionLine text={body} />
        </MentionsContext>
      </p>
      <FormMessage>{own && !isChange && own.text}</FormMessage>
      <div className="mt-1.5 -mb-1.5">
        <Fold
          key={`${body} ${sendAt}`}
          label={m.later_edit()}
          open={isChange}
          beside={
            <Form method="post" preventScrollReset className="flex">
              <SubmitButton look="quiet" className="px-3" intent={`send:${id}`}>
                {m.later_send_now()}
              </SubmitButton>
              <DeleteButton intent={`delete:${id}`} />
            </Form>
          }
        >
          <EditForm item={item} {...shown} failed={isChange ? own : undefined} />
        </Fold>
      </div>
    </li>
  );
}

function EditForm({
  item: { id, channel, community, body, mentioned, sendAt },
  zone,
  now,
  failed,
}: Shown & { item: ScheduledMessageDto }): ReactNode {
  const realtime = useRealtime();
  const area = useRef<HTMLTextAreaElement>(null);
  const placeId = community?.id ?? channel?.id ?? '';
  // Names instead of ids, as they are typed; not while the instance renders, where nobody types.
  useEffect(() => {
    const { current } = area;
    if (current)
      current.value = toTyped(placeId, current.value, nameIn(realtime.state.get(), placeId, mentioned));
  }, [realtime, placeId, mentioned]);
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    if (event.defaultPrevented || !area.current) return;
    area.current.value = toStored(placeId, area.current.value);
  };
  const problem = (name: string) => failed?.problems[name];
  const form = { value: (name: string) => failed?.values[name], problem, first: undefined };
  return (
    <Form method="post" preventScrollReset noValidate onSubmit={onSubmit} className="grid gap-4">
      <FormMessage>{failed && Object.keys(failed.problems).length === 0 && failed.text}</FormMessage>
      {/* A time that was not touched stays as it is, to the second. */}
      <input type="hidden" name="was" value={toField(new Date(sendAt), zone)} />
      <TextArea
        ref={area}
        form={form}
        name="body"
        label={m.later_text()}
        defaultValue={body}
        maxLength={messageLimits.bodyMax}
      />
      <WhenField zone={zone} now={now} at={sendAt} problem={problem('sendAt')} />
      <div className="flex justify-end">
        <SubmitButton intent={`change:${id}`}>{m.later_save_changes()}</SubmitButton>
      </div>
    </Form>
  );
}
