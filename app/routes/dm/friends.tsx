import { UsersRound } from 'lucide-react';
import { Form, redirect } from 'react-router';
import { m } from '#i18n';
import type { RelationState } from '#contract/friends';
import type { RequestScope } from '#server/http/request-scope.ts';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { PersonLine } from '../../features/direct/person-line.tsx';
import { useOnline } from '../../features/direct/use-online.ts';
import { relate } from '../../features/direct/relate.ts';
import { RelationButtons } from '../../features/direct/relation-buttons.tsx';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { useRelations } from '../../realtime/direct-hooks.ts';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { CountBadge } from '../../ui/count-badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import type { Route } from './+types/friends';

export const meta: Route.MetaFunction = () => pageTitle(m.friends_title());

const lists = ['all', 'online', 'pending', 'blocked'] as const;
type List = (typeof lists)[number];

const shownIn: Record<List, readonly RelationState[]> = {
  all: ['friend'],
  online: ['friend'],
  pending: ['incoming', 'outgoing'],
  blocked: ['blocked'],
};

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const list = lists.find((each) => each === searchParams.get('list')) ?? 'all';
    const online = list === 'online' ? await onlineFriends(scope, viewer.id) : [];
    return { list, online, asked: searchParams.get('asked') };
  });
}

async function onlineFriends({ services, ctx }: RequestScope, viewerId: string): Promise<string[]> {
  const friends = (await services.friends.getRelations(ctx)).filter(({ state }) => state === 'friend');
  const people = await Promise.all(
    friends.map(({ account }) => services.presence.presenceFor(viewerId, account.id)),
  );
  return people.flatMap(({ accountId, state }) => (state === 'offline' ? [] : [accountId]));
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    const { services, ctx } = scope;
    if (form.text('intent') !== 'request') {
      const led = await relate(scope, form);
      return led ?? (form.checked('stay') ? null : redirect(hereOf(args.request)));
    }
    const username = form.text('username');
    const { state } = await services.friends.requestFriend(ctx, { username });
    return redirect(
      `/dm?list=${state === 'friend' ? 'all' : 'pending'}&asked=${encodeURIComponent(username)}`,
    );
  });
}

const hereOf = ({ url }: Request): string => {
  const list = new URL(url).searchParams.get('list');
  return lists.some((each) => each === list) ? `/dm?list=${list}` : '/dm';
};

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Friends({
  loaderData: { list, online: loaded, asked },
  ...props
}: Route.ComponentProps) {
  const actionData = props.actionData ?? undefined;
  const relations = useRelations();
  const form = useFormState(actionData, ['username']);
  const listed = relations.filter(({ state }) => shownIn[list].includes(state));
  const online = useOnline(list === 'online' ? listed.map(({ account }) => account.id) : [], loaded);
  const shown = list === 'online' ? listed.filter(({ account }) => online.includes(account.id)) : listed;
  const waiting = relations.filter(({ state }) => state === 'incoming').length;
  const text: Record<List, string> = {
    all: m.friends_all(),
    online: m.friends_online(),
    pending: m.friends_pending(),
    blocked: m.friends_blocked(),
  };
  const notes: Partial<Record<RelationState, string>> = {
    incoming: m.friends_incoming(),
    outgoing: m.friends_outgoing(),
  };
  return (
    <CommunityPage title={m.friends_title()} wide>
      <div className="grid gap-6">
        <Form method="post" className="grid gap-2 rounded-l bg-panel p-4">
          {asked && !actionData && <Banner kind="success">{m.friends_asked({ name: asked })}</Banner>}
          <FormMessage>{actionData?.text}</FormMessage>
          <div className="flex flex-wrap items-end gap-2">
            <div className="min-w-48 flex-1">
              <TextField
                key={asked}
                name="username"
                label={m.friends_add_label()}
                form={form}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={128}
                required
              />
            </div>
            <SubmitButton intent="request">{m.friends_ask()}</SubmitButton>
          </div>
        </Form>
        <TabNav
          across
          label={m.friends_title()}
          tabs={lists.map((each) => ({
            to: each === 'all' ? '/dm' : `/dm?list=${each}`,
            text: text[each],
            current: each === list,
            ...(each === 'pending' && { badge: <CountBadge count={waiting} /> }),
          }))}
        />
        {shown.length === 0 ? (
          <EmptyState level="h2" icon={<UsersRound size={24} />} title={emptyTitle(list)}>
            {emptyText(list)}
          </EmptyState>
        ) : (
          <Form method="post" preventScrollReset>
            <ul className="grid gap-2" aria-label={text[list]}>
              {shown.map(({ account, state }) => (
                <PersonLine key={account.id} account={account} note={notes[state]}>
                  <RelationButtons accountId={account.id} name={account.displayName} state={state} />
                </PersonLine>
              ))}
            </ul>
          </Form>
        )}
      </div>
    </CommunityPage>
  );
}

const emptyTitle = (list: List): string =>
  ({
    all: m.friends_none,
    online: m.friends_none_online,
    pending: m.friends_none_pending,
    blocked: m.friends_none_blocked,
  })[list]();
const emptyText = (list: List): string =>
  ({
    all: m.friends_none_text,
    online: m.friends_none_online_text,
    pending: m.friends_none_pending_text,
    blocked: m.friends_none_blocked_text,
  })[list]();
