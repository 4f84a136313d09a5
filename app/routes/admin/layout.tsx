import { Outlet } from 'react-router';
import { AdminFrame } from '../../features/admin/admin-frame.tsx';
import { answer } from '../../lib/respond.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import type { Route } from './+types/layout';

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    return null;
  });
}

export default function AdminLayout() {
  return (
    <AdminFrame>
      <Outlet />
    </AdminFrame>
  );
}
