import { redirect } from 'react-router';
import { answer, missing } from '../../lib/respond.ts';
import type { Route } from './+types/logout';

/** Only a form may sign somebody out: a link or an image must not. */
export function loader() {
  throw missing();
}

export async function action(args: Route.ActionArgs) {
  return answer(args, async ({ services, ctx, cookies }) => {
    await services.accounts.logOut(ctx);
    cookies.signOut();
    return redirect('/login');
  });
}
