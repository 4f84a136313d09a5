import type { Publish } from '#server/platform/bus.ts';
import type { Ctx } from '#server/platform/context.ts';
import { uniqueViolation } from '#server/platform/database-errors.ts';
import type { Tx } from '#server/platform/database.ts';
import type { MessageDto } from './contract.ts';
import type { MessageDeps } from './deps.ts';
import { targetsOf } from './mentions.ts';
import { presentMessage } from './present.ts';
import { readText } from './read-text.ts';
import { filtered, inTurn, judge, keepPace, keepToLength, postWithin } from './send-message.ts';

/** What begins a thread that is not there yet. */
export interface FirstMessage {
  /** The channel whose permissions, filters and slow mode hold. */
  channelId: string;
  threadId: string;
  clientId: string;
  title: string;
  body: string;
}

/**
 * Posts the first message of a thread that `open` makes in the same transaction: both are there, or neither. Held to
 * what every message of the channel is held to; filters judge the title too, and what one would hold for a moderator is
 * refused. A retry with the same `clientId` resolves to the message of the first try, and `open` is not asked or its work
 * undone. Whether one may begin a thread there is the caller's to know.
 *
 * @throws {AppError} as `sendMessage`, and what `open` throws
 */
export async function beginThread(
  deps: MessageDeps,
  ctx: Ctx,
  input: FirstMessage,
  open: (tx: Tx, publish: Publish, threadId: string) => Promise<void>,
): Promise<MessageDto> {
  const { channelId, threadId, clientId } = input;
  const grant = await deps.access.accessChannel(ctx, channelId, 'channel.view');
  const { account, place, channel } = grant;
  const earlier = () => findEarlier(deps, account.id, input);
  keepToLength(deps, input.body);
  keepPace(deps, account.id);
  const found = await earlier();
  if (found) return found;
  const { body, tree } = await readText(deps, grant, input.body);
  const hit = judge(deps, grant, { body: input.title, tree: null }) ?? judge(deps, grant, { body, tree });
  if (hit && hit.rule.action !== 'alert') throw filtered(hit.rule.notice);
  const write = async (): Promise<MessageDto> => {
    const mentions = targetsOf(grant, tree);
    const { message, announce } = await deps.bus.transaction(async (tx, publish) => {
      await open(tx, publish, threadId);
      return postWithin(deps, tx, place, account, {
        ...{ channelId: threadId, clientId, body, tree, replyTo: null, mentions },
      });
    });
    announce();
    if (hit)
      void deps.reports.alert(hit.community, message, {
        filterName: hit.rule.name,
        channel,
        title: input.title,
      });
    return message;
  };
  return inTurn(deps, grant, clientId, {
    earlier,
    // The same try on another connection may be first.
    write: () =>
      write().catch(async (error: unknown) => {
        const won =
          uniqueViolation(error).includes('client_id') || isTaken(error) ? await earlier() : undefined;
        if (won) return won;
        throw error;
      }),
  });
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'CONFLICT';

/** The first message of a thread of this channel that an earlier try began. */
async function findEarlier(
  deps: MessageDeps,
  accountId: string,
  { channelId, clientId }: FirstMessage,
): Promise<MessageDto | undefined> {
  const row = await deps.store.findByClientId(accountId, clientId);
  const spot = row && (await deps.directory.spotOfChannel(row.channel_id));
  return spot?.channel.parentId === channelId && row?.ordinal === 1
    ? presentMessage(row, spot.place)
    : undefined;
}
