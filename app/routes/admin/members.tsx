import { Search, UserCheck, Users } from 'lucide-react';
import { Form, Link, redirect } from 'react-router';
import { type AccountEntryDto, type AccountFilter, accountFilters } from '#contract/accounts';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { Badge } from '../../features/admin/badge.tsx';
import { SearchField } from '../../features/admin/search-field.tsx';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { FormMessage } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pager } from '../../ui/pager.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TabNav } from '../../ui/tabs.tsx';
import { When } from '../../ui/when.tsx';
import type { Route } from './+types/members';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_members(), m.admin_title());

const filterTexts: Record<AccountFilter, () => string> = {
  all: m.admin_filter_all,
  admins: m.admin_filter_admins,
  disabled: m.admin_filter_disabled,
  waiting: m.admin_filter_waiting,
};

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const query = new URL(args.request.url).searchParams;
    const filter = accountFilters.find((each) => each === query.get('filter')) ?? 'all';
    const search = query.get('search') ?? '';
    const before = query.get('before');
    const page = await scope.services.accounts.listAccounts(scope.ctx, {
      filter,
      search,
      ...(before && { before }),
    });
    return { page, filter, search, now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    const { services, ctx } = scope;
    const [intent, targetId = ''] = form.text('intent').split(':');
    if (intent === 'approve') await services.accounts.approveAccount(ctx, { targetId });
    else if (intent === 'refuse') await services.accounts.refuseAccount(ctx, { targetId });
    else throw missing();
    return redirect('/admin/members?filter=waiting');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Members({
  loaderData: { page, filter, search, now },
  actionData,
}: Route.ComponentProps) {
  const tabs = accountFilters.map((each) => ({
    to: each === 'all' ? '/admin/members' : `/admin/members?filter=${each}`,
    text: `${filterTexts[each]()} · ${page.counts[each]}`,
    current: each === filter,
  }));
  return (
    <>
      <AdminHeading title={m.admin_members()}>{m.admin_members_text()}</AdminHeading>
      <div className="mb-4">
        <TabNav across label={m.admin_members_filter()} tabs={tabs} />
      </div>
      <SearchField
        label={m.admin_members_search()}
        search={search}
        keep={filter === 'all' ? {} : { filter }}
      />
      <FormMessage>{actionData?.text}</FormMessage>
      {page.accounts.length === 0 ? (
        <EmptyState
          level="h2"
          icon={
            search ? (
              <Search size={26} />
            ) : filter === 'waiting' ? (
              <UserCheck size={26} />
            ) : (
              <Users size={26} />
            )
          }
          title={search ? m.admin_nobody_found() : m.admin_nobody_here()}
        >
          {search
            ? m.admin_nobody_found_text()
            : filter === 'waiting'
              ? m.admin_nobody_waits()
              : m.admin_nobody_here_text()}
        </EmptyState>
      ) : (
        <ul className="grid gap-1.5">
          {page.accounts.map((account) => (
            <Row key={account.id} account={account} now={now} decides={filter === 'waiting'} />
          ))}
        </ul>
      )}
      <Pager next={page.next} />
    </>
  );
}

function Row({ account, now, decides }: { account: AccountEntryDto; now: number; decides: boolean }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-m bg-panel p-2.5 hover:bg-hover">
      <Link to={`/admin/members/${account.id}`} className="flex min-w-0 flex-1 basis-60 items-center gap-3">
        <Avatar id={account.id} name={account.displayName} />
        <span className="min-w-0">
          <bdi className="name font-medium">{account.displayName}</bdi>
          <bdi className="name text-small text-faint">
            {account.username}
            {account.email && ` · ${account.email}`}
          </bdi>
        </span>
      </Link>
      <AccountBadges account={account} />
      <span className="text-small text-soft tablet:w-36 tablet:text-end">
        {account.waitingSince ? (
          <When iso={account.waitingSince} now={now} />
        ) : account.lastSeenAt ? (
          <>
            {m.admin_seen()} <When iso={account.lastSeenAt} now={now} />
          </>
        ) : (
          m.admin_never_seen()
        )}
      </span>
      {decides && (
        <Form method="post" className="flex gap-2">
          <SubmitButton intent={`approve:${account.id}`}>{m.admin_approve()}</SubmitButton>
          <SubmitButton look="quiet-danger" intent={`refuse:${account.id}`}>
            {m.admin_refuse()}
          </SubmitButton>
        </Form>
      )}
    </li>
  );
}

function AccountBadges({ account }: { account: AccountEntryDto }) {
  return (
    <span className="flex flex-wrap gap-1.5 empty:hidden">
      {account.isAdmin && <Badge kind="accent">{m.admin_badge_admin()}</Badge>}
      {account.disabledAt && <Badge kind="danger">{m.admin_badge_disabled()}</Badge>}
      {account.waitingSince && <Badge>{m.admin_badge_waiting()}</Badge>}
    </span>
  );
}
