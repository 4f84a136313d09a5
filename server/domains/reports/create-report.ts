import type { MessageDto } from '#contract/messages';
import type { CommunityView } from '#server/domains/permissions/index.ts';
import type { Ctx } from '#server/platform/context.ts';
import { AppError, forbidden, notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import { describeError } from '#server/platform/logger.ts';
import type { ReportDeps } from './deps.ts';
import type { CreateReportInput } from './input.ts';
import type { NewReport } from './store.ts';

/**
 * Brings a message of somebody else to the moderators, with its text as it is now. Once per person and message.
 *
 * @throws {AppError} NOT_FOUND (also for a message that one may not see), FORBIDDEN for one's own, RATE_LIMITED,
 *   CONFLICT report.again, CONFLICT limit.reached
 */
export async function createReport(deps: ReportDeps, ctx: Ctx, input: CreateReportInput): Promise<void> {
  const message = await deps.store.findMessage(input.messageId);
  if (!message) throw notFound();
  const grant = await deps.access.accessChannel(ctx, message.channel_id, 'channel.view');
  const { account, place: community, channel } = grant;
  // Conversations have no moderators.
  if (community.kind !== 'community') throw notFound();
  if (message.deleted_at) throw notFound();
  if (message.author_id === account.id) throw forbidden();
  const wait = deps.pace.take(account.id);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You have reported a lot. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
  const result = await insert(deps, {
    id: newId(),
    communityId: community.id,
    // Of a thread's message: who reviews it is said by the channel above.
    channelId: channel.parentId ?? channel.id,
    channelName: channel.name,
    messageId: message.id,
    authorId: message.author_id,
    authorName: message.author_name ?? '',
    body: message.body,
    reporterId: account.id,
    reporterName: account.displayName,
    filterName: '',
    reason: input.reason,
    comment: input.comment ?? '',
  });
  if (result === 'again')
    throw new AppError('CONFLICT', 'You have reported that message already.', { reason: 'report.again' });
  if (result === 'full')
    throw new AppError('CONFLICT', 'The moderators have as many reports as they can take.', {
      reason: 'limit.reached',
    });
}

/** What a filter noticed, and where. */
interface Noticed {
  filterName: string;
  /** Who reviews it in a thread is said by the channel above. */
  channel: { id: string; name: string; parentId: string | null };
  /** Of a post that begins with the message. */
  title?: string;
}

/** What a filter noticed in a message that was posted all the same. Never fails: the message is there already. */
export async function alert(
  deps: ReportDeps,
  community: CommunityView,
  message: MessageDto,
  { filterName, channel, title }: Noticed,
): Promise<void> {
  try {
    await insert(deps, {
      id: newId(),
      communityId: community.id,
      channelId: channel.parentId ?? channel.id,
      channelName: channel.name,
      messageId: message.id,
      authorId: message.author?.id ?? null,
      authorName: message.author?.displayName ?? '',
      body: [
        title,
        message.body,
        message.forward?.body,
        ...(message.poll?.answers.map((answer) => `– ${answer}`) ?? []),
      ]
        .filter(Boolean)
        .join('\n'),
      reporterId: null,
      reporterName: '',
      filterName,
      reason: 'filter',
      comment: '',
    });
  } catch (error) {
    deps.log.warn({ error: describeError(error) }, 'a filter could not report a message');
  }
}

/** The badge of those who review them follows with the commit. */
const insert = (deps: ReportDeps, report: NewReport) =>
  deps.bus.transaction(async (tx, publish) => {
    const result = await deps.store.insert(tx, report);
    if (result === 'made') await publish('community.changed', { communityId: report.communityId });
    return result;
  });
