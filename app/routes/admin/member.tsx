import { Link, redirect } from 'react-router';
import type { AccountDetailDto } from '#contract/accounts';
import { m } from '#i18n';
import { Badge } from '../../features/admin/badge.tsx';
import { MemberActions } from '../../features/admin/member-actions.tsx';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { originOf } from '../../lib/origin.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { readUserAgent } from '../../lib/user-agent.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { BackLink } from '../../ui/back-link.tsx';
import { Banner, FormMessage } from '../../ui/banner.tsx';
import { CopyField } from '../../ui/copy-field.tsx';
import { Tile } from '../../ui/tile.tsx';
import { When } from '../../ui/when.tsx';
import type { Route } from './+types/member';

export const meta: Route.MetaFunction = ({ loaderData }) =>
  pageTitle(loaderData?.detail.account.displayName ?? '', m.admin_members());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    const viewer = requireAdmin(scope);
    const targetId = args.params.accountId;
    const detail = await scope.services.accounts.getAccount(scope.ctx, { targetId });
    const done = new URL(args.request.url).searchParams.get('done');
    return { detail, isSelf: viewer.id === targetId, done, now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  const targetId = args.params.accountId;
  const here = `/admin/members/${targetId}`;
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    const {
      ctx,
      services: { accounts, address },
    } = scope;
    const reason = form.optional('reason');
    switch (form.text('intent')) {
      case 'make-admin':
      case 'unmake-admin':
        await accounts.setAdministrator(ctx, { targetId, admin: form.text('intent') === 'make-admin' });
        break;
      case 'disable':
      case 'enable':
        await accounts.setDisabled(ctx, {
          targetId,
          disabled: form.text('intent') === 'disable',
          ...(reason && { reason }),
        });
        break;
      case 'end-sessions':
        await accounts.endAccountSessions(ctx, { targetId });
        break;
      case 'approve':
        await accounts.approveAccount(ctx, { targetId });
        break;
      case 'refuse':
        await accounts.refuseAccount(ctx, { targetId });
        return redirect('/admin/members?filter=waiting');
      case 'reset': {
        // Shown once, on the answer itself: no address holds it.
        const { path } = await accounts.createResetLink(ctx, { targetId });
        return { link: address.originFor(originOf(args.request)) + path };
      }
      case 'delete':
        await accounts.deleteAccount(ctx, {
          targetId,
          messages: form.text('messages'),
          ...(reason && { reason }),
        });
        return redirect('/admin/members');
      default:
        throw missing();
    }
    return redirect(`${here}?done=${form.text('intent')}`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Member({
  loaderData: { detail, isSelf, done, now },
  actionData,
}: Route.ComponentProps) {
  const { account, communities, sessions } = detail;
  const link = actionData && 'link' in actionData ? actionData.link : undefined;
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <div className="max-w-[640px]">
      <BackLink to="/admin/members">{m.admin_members()}</BackLink>
      <FormMessage>{failed?.text}</FormMessage>
      {done && !actionData && (
        <div role="status" className="mb-4">
          <Banner kind="success">{m.admin_done()}</Banner>
        </div>
      )}
      {link && (
        <section
          role="status"
          tabIndex={-1}
          ref={focusOn}
          className="mb-6 rounded-l bg-accent-soft p-4 outline-none"
        >
          <h2 className="font-semibold">{m.admin_reset_ready()}</h2>
          <p className="mt-1 mb-3 text-note text-soft">{m.admin_reset_hand_over()}</p>
          <CopyField label={m.admin_reset_link()} value={link} look="primary" />
        </section>
      )}
      <div className="mb-8 flex items-center gap-4 rounded-l bg-panel p-4">
        <Avatar id={account.id} name={account.displayName} size="huge" />
        <div className="min-w-0 flex-1">
          <h1 className="text-lead font-semibold">
            <bdi className="name">{account.displayName}</bdi>
          </h1>
          <p className="text-note text-soft">
            <bdi>{account.username}</bdi>
            {account.email && (
              <>
                {' · '}
                <bdi className="wrap-anywhere">{account.email}</bdi>
              </>
            )}
          </p>
          <p className="mt-0.5 text-small text-faint">
            {m.admin_joined()} <When iso={account.createdAt} now={now} />
          </p>
          <p className="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">
            {isSelf && <Badge>{m.admin_badge_self()}</Badge>}
            {account.isAdmin && <Badge kind="accent">{m.admin_badge_admin()}</Badge>}
            {account.disabledAt && <Badge kind="danger">{m.admin_badge_disabled()}</Badge>}
            {account.waitingSince && <Badge>{m.admin_badge_waiting()}</Badge>}
          </p>
        </div>
      </div>
      <Communities communities={communities} />
      <Sessions sessions={sessions} now={now} />
      {/* What was open is closed again once it is done. */}
      <MemberActions
        key={`${done} ${link} ${account.disabledAt} ${account.isAdmin}`}
        detail={detail}
        isSelf={isSelf}
      />
    </div>
  );
}

/** The button that was pressed is further down: what came of it must be seen. */
const focusOn = (element: HTMLElement | null): void => element?.focus();

function Communities({ communities }: Pick<AccountDetailDto, 'communities'>) {
  return (
    <SettingsSection title={m.admin_communities()}>
      {communities.length === 0 ? (
        <p className="text-note text-soft">{m.admin_in_no_community()}</p>
      ) : (
        <ul className="grid gap-1.5">
          {communities.map((community) => (
            <li key={community.id}>
              <Link
                to={`/admin/communities/${community.id}`}
                className="flex items-center gap-3 rounded-m bg-panel p-2.5 hover:bg-hover"
              >
                <Tile letter={community.letter} accent={community.colour} size="small" />
                <span className="min-w-0 flex-1">
                  <bdi className="name font-medium">{community.name}</bdi>
                  {community.roles.length > 0 && (
                    <bdi className="name text-small text-faint">{community.roles.join(', ')}</bdi>
                  )}
                </span>
                {community.isOwner && <Badge kind="accent">{m.members_owner()}</Badge>}
                {community.isArchived && <Badge>{m.admin_badge_archived()}</Badge>}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </SettingsSection>
  );
}

function Sessions({ sessions, now }: Pick<AccountDetailDto, 'sessions'> & { now: number }) {
  return (
    <SettingsSection title={m.settings_sessions()}>
      {sessions.length === 0 ? (
        <p className="text-note text-soft">{m.admin_no_sessions()}</p>
      ) : (
        <ul className="grid gap-1 text-note">
          {sessions.map((session) => {
            const { browser, system } = readUserAgent(session.userAgent);
            return (
              <li
                key={session.id}
                className="flex flex-wrap justify-between gap-x-4 rounded-base bg-panel px-3 py-2"
              >
                <span>
                  {browser && system ? m.session_browser_on({ browser, system }) : m.session_unknown()}
                </span>
                <span className="text-soft">
                  <bdi>{session.network}</bdi> · <When iso={session.lastSeenAt} now={now} />
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </SettingsSection>
  );
}
