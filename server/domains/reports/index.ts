import type { Audit } from '#server/domains/audit/index.ts';
import type { CommunityAccess } from '#server/domains/channels/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { NewsDoor } from '#server/domains/notifications/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import { TokenBuckets } from '#server/platform/token-bucket.ts';
import { reportLimits } from './contract.ts';
import { alert, createReport } from './create-report.ts';
import type { ReportDeps } from './deps.ts';
import * as input from './input.ts';
import { listReports, resolveReport } from './review-reports.ts';
import { createStore } from './store.ts';

const dayMs = 24 * 60 * 60_000;

/** Removes reports that were kept long enough; how many. */
const purgeReports = (deps: ReportDeps): Promise<number> =>
  deps.store.purge(new Date(deps.clock.now().getTime() - reportLimits.keptDays * dayMs));

/** Messages that members, or filters, brought to the moderators. */
export function createReports(
  platform: Platform,
  domains: { access: CommunityAccess; audit: Audit; news: NewsDoor },
) {
  // Ten at once, then one a minute: who reads back through a bad evening is not held up.
  const pace = new TokenBuckets(1 / 60, 10);
  const deps: ReportDeps = { ...platform, ...domains, store: createStore(platform.db), pace };
  return bindAll(deps, {
    alert,
    createReport: checked(input.createReportInput, createReport),
    listReports: checked(input.listReportsInput, listReports),
    purgeReports,
    resolveReport: checked(input.resolveReportInput, resolveReport),
  });
}

export type Reports = ReturnType<typeof createReports>;
