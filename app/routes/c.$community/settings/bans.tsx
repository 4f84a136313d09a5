import { ShieldCheck } from 'lucide-react';
import { useRef } from 'react';
import { Form, redirect } from 'react-router';
import type { BanDto } from '#contract/members';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { readBan } from '../../../features/members/do-task.ts';
import { moment } from '../../../features/members/member-facts.tsx';
import { BanFields } from '../../../features/members/task-fields.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { isolate } from '../../../lib/bidi.ts';
import { useFormState } from '../../../lib/form-state.ts';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Banner, FormMessage } from '../../../ui/banner.tsx';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { inputClass, TextField } from '../../../ui/field.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { useDepartures } from '../../../ui/use-departures.ts';
import type { Route } from './+types/bans';

export const meta: Route.MetaFunction = () => pageTitle(m.bans_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { searchParams } = new URL(args.request.url);
    const [query, after] = [searchParams.get('q') ?? '', searchParams.get('after')];
    const page = await scope.services.members.listBans(scope.ctx, {
      communityId: args.params.communityId,
      ...(query && { query }),
      ...(after && { after }),
    });
    return { page, query, isFirst: !after, banned: searchParams.has('banned') };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId } = args.params;
    const [intent, accountId] = form.text('intent').split(':');
    const back = `/c/${communityId}/settings/bans`;
    if (intent === 'unban') {
      await services.members.unbanMember(ctx, { communityId, accountId });
      return redirect(back);
    }
    if (intent !== 'ban') throw missing();
    const username = form.text('username');
    await services.members.banUsername(ctx, { communityId, username, ...readBan(form) });
    return redirect(`${back}?banned`);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Bans({ loaderData, actionData, params }: Route.ComponentProps) {
  const { page, query, isFirst, banned } = loaderData;
  const form = useFormState(actionData, ['username', 'seconds', 'sweep', 'reason']);
  const list = useRef<HTMLDivElement>(null);
  const rows = page.bans.map((ban) => ({ key: ban.account.id, ban }));
  const said = useDepartures(list, rows, () => m.bans_lifted());
  const next =
    page.next && `?${new URLSearchParams({ ...(query && { q: query }), after: page.next }).toString()}`;
  return (
    <CommunitySettings communityId={params.communityId} wide>
      <SettingsSection title={m.bans_title()}>
        <p role="status" className="sr-only">
          {said}
        </p>
        {(page.bans.length > 0 || query) && (
          <Form role="search" className="mb-4 flex max-w-[420px] gap-2" key={query}>
            <input
              type="search"
              name="q"
              defaultValue={query}
              aria-label={m.bans_search()}
              placeholder={m.bans_search()}
              maxLength={64}
              className={inputClass}
            />
            <Button type="submit">{m.members_show()}</Button>
          </Form>
        )}
        <div ref={list} tabIndex={-1}>
          {page.bans.length === 0 ? (
            <EmptyState
              level="h2"
              icon={<ShieldCheck size={22} />}
              title={query ? m.people_none_title() : m.bans_none_title()}
            >
              {query ? m.people_none_text() : m.bans_none_text()}
            </EmptyState>
          ) : (
            <ul className="grid gap-2">
              {rows.map(({ key, ban }) => (
                <BanCard key={key} ban={ban} />
              ))}
            </ul>
          )}
        </div>
        <div className="mt-5 flex flex-wrap gap-2">
          {!isFirst && <ButtonLink to="?">{m.members_first()}</ButtonLink>}
          {next && <ButtonLink to={next}>{m.members_more()}</ButtonLink>}
        </div>
      </SettingsSection>
      <SettingsSection title={m.bans_add_title()} note={m.bans_add_note()}>
        {banned && !actionData && (
          <div role="status" className="mb-4">
            <Banner kind="success">{m.act_done_ban()}</Banner>
          </div>
        )}
        <Form
          method="post"
          noValidate
          ref={form.ref}
          className="grid max-w-[560px] gap-4"
          key={String(banned)}
        >
          <FormMessage>{form.message}</FormMessage>
          <TextField
            form={form}
            name="username"
            label={m.people_username()}
            autoComplete="off"
            maxLength={64}
            required
          />
          <BanFields form={form} />
          <div>
            <SubmitButton intent="ban" look="danger">
              {m.act_ban()}
            </SubmitButton>
          </div>
        </Form>
      </SettingsSection>
    </CommunitySettings>
  );
}

function BanCard({ ban: { account, reason, by, createdAt, expiresAt } }: { ban: BanDto }) {
  return (
    <li tabIndex={-1} className="flex flex-wrap items-center gap-3 rounded-m bg-panel px-3.5 py-3">
      <Avatar id={account.id} name={account.displayName} size="medium" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="break-words">
          <bdi className="font-medium">{account.displayName}</bdi>{' '}
          <bdi className="text-small text-faint">{account.username}</bdi>
        </p>
        <p dir="auto" className="text-note break-words text-soft">
          {reason || m.bans_no_reason()}
        </p>
        <p className="text-small text-faint" suppressHydrationWarning>
          {m.bans_by({ name: isolate(by), when: moment(createdAt) })} ·{' '}
          {expiresAt ? m.bans_until({ when: moment(expiresAt) }) : m.bans_for_good()}
        </p>
      </div>
      <Form method="post">
        <SubmitButton intent={`unban:${account.id}`} look="secondary">
          {m.act_unban()}
        </SubmitButton>
      </Form>
    </li>
  );
}
