import { DoorOpen } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { Form, redirect, useRevalidator } from 'react-router';
import { m } from '#i18n';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { RefusedRow, RequestRow } from '../../../features/invites/request-row.tsx';
import { SettingsSection } from '../../../features/settings/settings-frame.tsx';
import { orUnreachable } from '../../../lib/reach.ts';
import { answer, missing, submit } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import { useCommunity } from '../../../realtime/hooks.ts';
import { Banner, FormMessage } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SubmitButton } from '../../../ui/submit-button.tsx';
import { useDepartures } from '../../../ui/use-departures.ts';
import type { Route } from './+types/requests';

export const meta: Route.MetaFunction = () => pageTitle(m.requests_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { communityId } = args.params;
    return {
      ...(await scope.services.invites.listRequests(scope.ctx, { communityId })),
      overtaken: new URL(args.request.url).searchParams.has('overtaken'),
      now: Date.now(),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { communityId } = args.params;
  return submit(args, async ({ services: { invites }, ctx }, form) => {
    const here = `/c/${communityId}/settings/requests`;
    const [intent, one] = form.text('intent').split(':');
    if (intent === 'reopen') {
      await invites.reopenRequest(ctx, { communityId, accountId: one });
      return redirect(here);
    }
    const decide =
      intent === 'approve' ? invites.approveRequests : intent === 'refuse' ? invites.refuseRequests : null;
    if (!decide) throw missing();
    const selected = Object.keys(form.values).flatMap((name) => /^account:(.+)$/.exec(name)?.[1] ?? []);
    const accountIds = one ? [one] : selected;
    if (accountIds.length === 0) return redirect(here);
    const { count } = await decide(ctx, { communityId, accountIds });
    return redirect(count === 0 ? `${here}?overtaken` : here);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Requests({ loaderData, actionData, params }: Route.ComponentProps) {
  const { waiting, refused, overtaken, now } = loaderData;
  const list = useRef<HTMLDivElement>(null);
  const rows = waiting.map((request) => ({ key: request.account.id, request }));
  const said = useDepartures(list, rows, () => m.requests_done());
  useFreshList(params.communityId, waiting.length);
  const failed = actionData && 'error' in actionData ? actionData : undefined;
  return (
    <CommunitySettings communityId={params.communityId}>
      <p role="status" className="sr-only">
        {said}
      </p>
      {overtaken && !failed && (
        <div role="status" className="mb-6">
          <Banner>{m.requests_gone()}</Banner>
        </div>
      )}
      <FormMessage>{failed?.text}</FormMessage>
      <SettingsSection title={m.requests_waiting()}>
        <div ref={list} tabIndex={-1} className="outline-none">
          {rows.length === 0 ? (
            <EmptyState level="h2" icon={<DoorOpen size={22} />} title={m.requests_none_title()}>
              {m.requests_none_text()}
            </EmptyState>
          ) : (
            <Form method="post">
              {rows.length > 1 && (
                <div className="mb-3 flex flex-wrap gap-2">
                  <Button look="quiet" className="needs-js -ms-4" onClick={() => selectAll(list.current)}>
                    {m.requests_select_all()}
                  </Button>
                  <div className="ms-auto flex flex-wrap justify-end gap-2">
                    <SubmitButton look="secondary" intent="refuse">
                      {m.requests_refuse_selected()}
                    </SubmitButton>
                    <SubmitButton intent="approve">{m.requests_approve_selected()}</SubmitButton>
                  </div>
                </div>
              )}
              <ul className="grid gap-3">
                {rows.map(({ key, request }) => (
                  <RequestRow key={key} request={request} now={now} />
                ))}
              </ul>
            </Form>
          )}
        </div>
      </SettingsSection>
      {refused.length > 0 && (
        <SettingsSection title={m.requests_refused()} note={m.requests_refused_note()}>
          <Form method="post">
            <ul className="divide-y divide-line">
              {refused.map((request) => (
                <RefusedRow key={request.account.id} request={request} now={now} />
              ))}
            </ul>
          </Form>
        </SettingsSection>
      )}
    </CommunitySettings>
  );
}

/** Selects everybody, or nobody when everybody is. */
function selectAll(list: HTMLElement | null): void {
  const boxes = [...(list?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? [])];
  const isAll = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !isAll;
}

/** Reads the list again when the community's number says that somebody came or went. */
function useFreshList(communityId: string, shown: number): void {
  const live = useCommunity(communityId)?.joinRequests;
  const { revalidate } = useRevalidator();
  const look = useEffectEvent(() => {
    if (live !== undefined && live !== null && live !== shown) void revalidate();
  });
  useEffect(() => look(), [live]);
}
