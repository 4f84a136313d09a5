import { redirect } from 'react-router';
import { answer, missing } from '../../lib/respond.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import type { Route } from './+types/moved-instance';

/** Where the page was before the administration had pages of its own. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    throw redirect('/admin/registration');
  });
}

export function action() {
  throw missing();
}
