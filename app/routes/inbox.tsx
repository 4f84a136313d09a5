import { Bookmark, CheckCheck, Inbox } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Form, Link, redirect, useRevalidator } from 'react-router';
import { inboxFilters, type InboxFilter } from '#contract/notifications';
import { m } from '#i18n';
import { readZone, timesFor } from '../features/messages/times.ts';
import { InboxList } from '../features/notifications/inbox-list.tsx';
import { cx } from '../lib/cx.ts';
import { orUnreachable } from '../lib/reach.ts';
import { answer, missing, submit } from '../lib/respond.ts';
import { pageTitle } from '../lib/title.ts';
import { requireViewer } from '../lib/viewer.ts';
import { useInboxUnread } from '../realtime/inbox-hooks.ts';
import { RealtimeProvider } from '../realtime/provider.tsx';
import { useRealtime } from '../realtime/use-realtime.ts';
import { FormMessage } from '../ui/banner.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { ColumnPage } from '../ui/column-page.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import type { Route } from './+types/inbox';

export const meta: Route.MetaFunction = () => pageTitle(m.inbox_title());

const filterOf = (url: URL): InboxFilter =>
  inboxFilters.find((filter) => filter === url.searchParams.get('show')) ?? 'all';

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const url = new URL(args.request.url);
    const [filter, before] = [filterOf(url), url.searchParams.get('before') ?? undefined];
    return {
      viewer,
      filter,
      before,
      bootstrap: await services.communities.getBootstrap(ctx),
      page: await services.notifications.listInbox(ctx, { filter, before }),
      timeZone: readZone(args.request.headers.get('cookie')),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, itemId = ''] = form.text('intent').split(':');
    if (intent === 'read') await services.notifications.markItemsRead(ctx, { itemIds: [itemId] });
    else if (intent === 'read-all') await services.notifications.markAllItemsRead(ctx);
    else throw missing();
    return redirect(`/inbox${new URL(args.request.url).search}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function InboxPage({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <RealtimeProvider viewer={loaderData.viewer} bootstrap={loaderData.bootstrap}>
      <Live {...loaderData} problem={actionData?.text} />
    </RealtimeProvider>
  );
}

const filterNames: Record<InboxFilter, () => string> = {
  all: m.inbox_all,
  unread: m.inbox_unread,
  mentions: m.inbox_mentions,
};

function Live({
  filter,
  before,
  page,
  timeZone,
  now,
  problem,
}: Route.ComponentProps['loaderData'] & { problem: string | undefined }) {
  const realtime = useRealtime();
  const unread = useInboxUnread();
  useRenewed(unread);
  return (
    <ColumnPage back={m.inbox_back()}>
      <Form method="post" preventScrollReset className="mt-3 grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="min-w-0 flex-1 text-title font-semibold">{m.inbox_title()}</h1>
          <ButtonLink look="quiet" to="/saved">
            <Bookmark size={17} /> {m.later_saved()}
          </ButtonLink>
          <SubmitButton look="quiet" intent="read-all">
            <CheckCheck size={17} /> {m.inbox_mark_all()}
          </SubmitButton>
        </div>
        <nav aria-label={m.inbox_filter()} className="flex flex-wrap gap-1">
          {inboxFilters.map((each) => (
            <Link
              key={each}
              to={each === 'all' ? '/inbox' : `/inbox?show=${each}`}
              aria-current={each === filter ? 'page' : undefined}
              className={cx(
                'inline-flex min-h-8 items-center rounded-base px-3 text-note font-medium pointer-coarse:min-h-11',
                each === filter ? 'bg-selected' : 'text-soft hover:bg-hover',
              )}
            >
              {filterNames[each]()}
            </Link>
          ))}
        </nav>
        <FormMessage>{problem}</FormMessage>
        {page.items.length === 0 ? (
          <EmptyState
            level="h2"
            icon={<Inbox size={24} />}
            title={filter === 'unread' ? m.inbox_none_unread_title() : m.inbox_none_title()}
          >
            {filter === 'unread' ? m.inbox_none_unread_text() : m.inbox_none_text()}
          </EmptyState>
        ) : (
          <InboxList
            items={page.items}
            now={now}
            times={timesFor(timeZone)}
            onFollow={({ id, unread: isUnread }) => {
              if (isUnread) void realtime.call('inbox.read', { itemIds: [id] }).catch(() => undefined);
            }}
          />
        )}
      </Form>
      <div className="mt-6 flex justify-between gap-2">
        {before ? (
          <ButtonLink to={filter === 'all' ? '/inbox' : `/inbox?show=${filter}`} look="quiet">
            {m.inbox_newest()}
          </ButtonLink>
        ) : (
          <span />
        )}
        {page.next && (
          <ButtonLink to={`/inbox?show=${filter}&before=${page.next}`}>{m.inbox_older()}</ButtonLink>
        )}
      </div>
    </ColumnPage>
  );
}

/** What comes or is read elsewhere shows at once. */
function useRenewed(unread: number): void {
  const { revalidate } = useRevalidator();
  const renew = useEffectEvent(() => void revalidate());
  const seen = useRef(unread);
  useEffect(() => {
    if (seen.current === unread) return;
    seen.current = unread;
    renew();
  }, [unread]);
}
