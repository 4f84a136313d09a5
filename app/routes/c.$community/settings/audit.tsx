import { m } from '#i18n';
import { AuditLog } from '../../../features/audit/audit-log.tsx';
import { readAuditFilter } from '../../../features/audit/read-filter.ts';
import { CommunitySettings } from '../../../features/communities/community-settings.tsx';
import { answer } from '../../../lib/respond.ts';
import { pageTitle } from '../../../lib/title.ts';
import { requireViewer } from '../../../lib/viewer.ts';
import type { Route } from './+types/audit';

export const meta: Route.MetaFunction = () => pageTitle(m.audit_title());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { audit, admin } = scope.services;
    const page = await audit.listEntries(scope.ctx, {
      communityId: args.params.communityId,
      ...readAuditFilter(args.request),
    });
    return { page, keptDays: admin.current().limits.auditDays, now: Date.now() };
  });
}

export default function CommunityAudit({ loaderData, params }: Route.ComponentProps) {
  return (
    <CommunitySettings communityId={params.communityId} wide>
      <h2 className="text-lead font-semibold">{m.audit_title()}</h2>
      <p className="mt-1 mb-5 text-note text-soft">{m.audit_text()}</p>
      <AuditLog {...loaderData} scope="community" />
    </CommunitySettings>
  );
}
