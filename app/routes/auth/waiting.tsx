import { Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { redirect, useRevalidator } from 'react-router';
import { m } from '#i18n';
import { SignOutForm } from '../../features/accounts/sign-out-form.tsx';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Route } from './+types/waiting';

export const meta: Route.MetaFunction = () => pageTitle(m.waiting_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async ({ ctx }) => {
    if (ctx.actor.kind === 'user') throw redirect('/');
    if (ctx.actor.kind !== 'waiting') throw redirect('/login');
    return { name: ctx.actor.account.displayName };
  });
}

const askEveryMs = 15_000;

/** For an account that an administrator has not let in yet. Goes on by itself as soon as they did. */
export default function Waiting({ loaderData: { name } }: Route.ComponentProps) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void revalidate();
    }, askEveryMs);
    return () => clearInterval(timer);
  }, [revalidate]);
  return (
    <EmptyState
      icon={<Hourglass size={26} />}
      title={m.waiting_heading({ name })}
      actions={
        <SignOutForm>
          <Button type="submit">{m.logout()}</Button>
        </SignOutForm>
      }
    >
      {m.waiting_text()}
    </EmptyState>
  );
}
