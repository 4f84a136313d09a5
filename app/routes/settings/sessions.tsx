import { KeyRound, Monitor, Smartphone } from 'lucide-react';
import { useRef } from 'react';
import { Form, redirect } from 'react-router';
import type { SessionDto } from '#contract/accounts';
import { m } from '#i18n';
import { SettingsSection } from '../../features/settings/settings-frame.tsx';
import { relativeTime } from '../../lib/dates.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { readUserAgent } from '../../lib/user-agent.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { useDepartures } from '../../ui/use-departures.ts';
import type { Route } from './+types/sessions';

export const meta: Route.MetaFunction = () => pageTitle(m.settings_sessions(), m.settings_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async ({ services, ctx }) => {
    const sessions = await services.accounts.listSessions(ctx);
    return { sessions: sessions.sort((a, b) => Number(b.current) - Number(a.current)), now: Date.now() };
  });
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const [intent, sessionId = ''] = form.text('intent').split(':');
    if (intent === 'end') await services.accounts.endSession(ctx, { sessionId });
    else if (intent === 'others') await services.accounts.endOtherSessions(ctx);
    else throw missing();
    return redirect('/settings/sessions');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Sessions({ loaderData: { sessions, now }, actionData }: Route.ComponentProps) {
  const list = useRef<HTMLDivElement>(null);
  const rows = sessions.map((session) => ({ key: session.id, session, device: deviceOf(session) }));
  const said = useDepartures(list, rows, ([first, ...more]) =>
    first && more.length === 0 ? m.session_ended({ device: first.device }) : m.sessions_others_ended(),
  );
  return (
    <Form method="post">
      <h1 className="mb-2 text-title font-semibold">{m.settings_sessions()}</h1>
      <p className="mb-6 text-soft">{m.sessions_note()}</p>
      <FormMessage>{actionData?.text}</FormMessage>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div ref={list} tabIndex={-1} className="mb-8">
        <ul className="grid gap-2">
          {rows.map((row) => (
            <SessionRow {...row} key={row.key} now={now} />
          ))}
        </ul>
      </div>
      {sessions.length > 1 && (
        <SettingsSection title={m.sessions_others_title()} note={m.sessions_others_note()}>
          <SubmitButton look="danger" intent="others">
            {m.sessions_end_others()}
          </SubmitButton>
        </SettingsSection>
      )}
    </Form>
  );
}

const phones = new Set(['iPhone', 'Android', 'iPad']);

function deviceOf({ userAgent }: SessionDto): string {
  const { browser, system } = readUserAgent(userAgent);
  if (browser && system) return m.session_browser_on({ browser, system });
  return browser ?? system ?? m.session_unknown();
}

function SessionRow({ session, device, now }: { session: SessionDto; device: string; now: number }) {
  const { system } = readUserAgent(session.userAgent);
  const Icon = session.kind === 'bearer' ? KeyRound : phones.has(system ?? '') ? Smartphone : Monitor;
  return (
    <li tabIndex={-1} className="flex items-center gap-3.5 rounded-m bg-panel p-3.5">
      <Icon size={20} className="flex-none text-soft" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {device}
          {session.current && (
            <span className="ms-2 rounded-s bg-accent-soft px-1.5 py-0.5 text-small font-medium text-accent-strong">
              {m.session_current()}
            </span>
          )}
        </p>
        <p className="text-small text-soft">
          {session.current
            ? m.session_active({ network: session.network })
            : m.session_last_seen({ when: relativeTime(session.lastSeenAt, now), network: session.network })}
        </p>
      </div>
      {!session.current && (
        <SubmitButton
          look="secondary"
          intent={`end:${session.id}`}
          aria-label={m.session_end_one({ device })}
        >
          {m.session_end()}
        </SubmitButton>
      )}
    </li>
  );
}
