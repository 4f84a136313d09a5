import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { AuditLog } from '../../features/audit/audit-log.tsx';
import { readAuditFilter } from '../../features/audit/read-filter.ts';
import { answer } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import type { Route } from './+types/audit';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_audit(), m.admin_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    const { audit, admin } = scope.services;
    const page = await audit.listInstanceEntries(scope.ctx, readAuditFilter(args.request));
    return { page, keptDays: admin.current().limits.auditDays, now: Date.now() };
  });
}

export default function InstanceAudit({ loaderData }: Route.ComponentProps) {
  return (
    <div className="max-w-[760px]">
      <AdminHeading title={m.admin_audit()}>{m.admin_audit_text()}</AdminHeading>
      <AuditLog {...loaderData} scope="instance" />
    </div>
  );
}
