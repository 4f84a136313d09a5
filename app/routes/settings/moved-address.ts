import { redirect } from 'react-router';
import { answer, missing } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';
import type { Route } from './+types/moved-address';

/** Where the page was before the administration had pages of its own. */
export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    if (!requireViewer(scope, args.request).isAdmin) throw missing();
    throw redirect('/admin/address');
  });
}

export function action() {
  throw missing();
}
