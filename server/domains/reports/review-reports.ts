import { grantChannel, grantCommunity } from '#server/domains/channels/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, notFound } from '#server/platform/errors.ts';
import { reportLimits, type ReportDto, type ReportPage } from './contract.ts';
import type { ReportDeps } from './deps.ts';
import type { ListReportsInput, ResolveReportInput } from './input.ts';
import type { ReportRow } from './store.ts';

/** Reports about messages of the channels that the moderator may view. @throws {AppError} NOT_FOUND, FORBIDDEN */
export async function listReports(
  deps: ReportDeps,
  ctx: Ctx,
  { communityId, state, after }: ListReportsInput,
): Promise<ReportPage> {
  const { account, community } = await deps.access.accessCommunity(ctx, communityId, 'report.review');
  const visible = [...community.channels.keys()].filter((id) =>
    community.permissionsOf(account.id, id).has('channel.view'),
  );
  const size = reportLimits.pageSize;
  const rows = await deps.store.list(community.id, visible, {
    isOpen: state === 'open',
    after,
    limit: size + 1,
  });
  const page = rows.slice(0, size);
  const gone = await deps.store.goneAmong(page.map(({ messageId }) => messageId));
  return {
    reports: page.map((row) => present(row, gone)),
    next: rows.length > size ? (page.at(-1)?.id ?? null) : null,
  };
}

/**
 * Ends a report; with `deleted` every open one about the same message. Of two moderators who do it at once one does it.
 *
 * @throws {AppError} NOT_FOUND, FORBIDDEN, CONFLICT moderation.decided
 */
export async function resolveReport(
  deps: ReportDeps,
  ctx: Ctx,
  { communityId, reportId, outcome, note: words = '' }: ResolveReportInput,
): Promise<void> {
  await deps.access.accessCommunity(ctx, communityId, 'report.review');
  await deps.audit.changeCommunity(ctx, communityId, async ({ tx, publish, community, note }) => {
    const { account } = grantCommunity(ctx, community, 'report.review');
    const report = await deps.store.find(tx, communityId, reportId);
    if (!report) throw notFound();
    grantChannel(ctx, community, report.channelId, 'channel.view');
    const { messageId } = report;
    const data = {
      resolvedAt: deps.clock.now(),
      resolvedById: account.id,
      resolvedByName: account.displayName,
      outcome,
      note: words,
    };
    if ((await deps.store.resolve(tx, { id: reportId }, data)) === 0)
      throw new AppError('CONFLICT', 'Somebody else was faster.', { reason: 'moderation.decided' });
    if (outcome === 'deleted') await deps.store.resolve(tx, { communityId, messageId }, data);
    // All of whom it ended a report; who decided stays with the moderators.
    for (const reporterId of await deps.store.reportersOf(tx, communityId, messageId, data.resolvedAt))
      await deps.news.notify(
        { tx, publish },
        { accountId: reporterId, kind: 'report.resolved', communityId, detail: outcome },
      );
    note({
      action: 'report.resolve',
      target: { kind: 'report', id: reportId, name: report.authorName },
      after: { outcome, channel: report.channelName, message: messageId },
      reason: words.replace(/\s+/g, ' ').trim(),
    });
  });
}

const person = (id: string | null, name: string) => (id === null ? null : { id, name });

const present = (row: ReportRow, gone: ReadonlySet<string>): ReportDto => ({
  id: row.id,
  channel: { id: row.channelId, name: row.channelName },
  messageId: row.messageId,
  isGone: gone.has(row.messageId),
  author: person(row.authorId, row.authorName),
  body: row.body,
  reporter: person(row.reporterId, row.reporterName),
  filterName: row.filterName,
  reason: row.reason as ReportDto['reason'],
  comment: row.comment,
  createdAt: row.createdAt.toISOString(),
  resolved: row.resolvedAt && {
    at: row.resolvedAt.toISOString(),
    by: row.resolvedByName,
    outcome: row.outcome as NonNullable<ReportDto['resolved']>['outcome'],
    note: row.note,
  },
});
