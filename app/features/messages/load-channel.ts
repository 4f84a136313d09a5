import { data, type LoaderFunctionArgs, type ShouldRevalidateFunctionArgs } from 'react-router';
import type { MessagePage } from '#contract/messages';
import { errorStatus } from '#contract/protocol';
import { answer } from '../../lib/respond.ts';
import { Refused, Unreachable } from '../../realtime/call-error.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { currentRealtime } from '../../realtime/current.ts';
import { fetchPage } from './fetch-page.ts';
import { readZone } from './times.ts';

/** Of a channel's address: the channel, and perhaps one of its messages. */
interface ChannelParams {
  channelId: string;
  messageId?: string | undefined;
}

export interface ChannelData {
  /** Null when this browser holds the channel's log already, or when nothing answered. */
  page: MessagePage | null;
  timeZone: string;
  /** For the form without JavaScript: sent twice, it posts once. */
  clientId: string;
  /** The message that the address names does not exist (any more). */
  gone: boolean;
}

/** The page of a channel that an address names: around its message, or the newest. */
export async function loadChannel(
  args: LoaderFunctionArgs,
  { channelId, messageId }: ChannelParams,
): Promise<ChannelData> {
  return answer(args, async ({ services, ctx }) => {
    const timeZone = readZone(args.request.headers.get('cookie'));
    const rest = { timeZone, clientId: newClientId() };
    if (messageId) {
      const page = await services.messages
        .getPage(ctx, { channelId, around: messageId })
        .catch(noneIfMissing);
      if (page) return { ...rest, page, gone: false };
    }
    const page = await services.messages.getPage(ctx, { channelId, ...readEdge(args.request) });
    return { ...rest, page, gone: messageId !== undefined };
  });
}

/** `?before=` and `?after=`: how a page without JavaScript turns. */
function readEdge(request: Request): { before?: number; after?: number } {
  const { searchParams } = new URL(request.url);
  for (const edge of ['before', 'after'] as const) {
    const text = searchParams.get(edge);
    if (text && /^\d{1,9}$/.test(text)) return { [edge]: Number(text) };
  }
  return {};
}

function noneIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') return null;
  throw error;
}

/** A channel that was open before is shown at once, and another comes over the connection that is open anyway. */
export async function loadChannelHere(
  { channelId, messageId }: ChannelParams,
  request: Request,
  serverLoader: () => Promise<ChannelData>,
): Promise<ChannelData> {
  const realtime = currentRealtime();
  if (!realtime || new URL(request.url).search !== '') return serverLoader();
  const rest = { timeZone: 'UTC', clientId: newClientId() };
  const log = realtime.state.get().logs[channelId];
  if (log && (!messageId || log.messages.some(({ id }) => id === messageId)))
    return { ...rest, page: null, gone: false };
  try {
    // Before the first connection its code may still be on its way; the page's own request needs none.
    if (!realtime.connection.get().settled) return await serverLoader();
    return { ...rest, ...(await fetchPage(realtime, channelId, messageId)) };
  } catch (error) {
    if (error instanceof Refused)
      throw data({ error: error.error }, { status: errorStatus[error.error.code] });
    // Nothing answered: the channel opens all the same, and loads its messages when it can.
    if (error instanceof Unreachable || error instanceof TypeError)
      return { ...rest, page: null, gone: false };
    throw error;
  }
}

/**
 * Events keep an open channel up to date, whatever a form changes; within it, its own code follows the address. Read
 * again, the page of the address would take the place of what is being read.
 */
export function shouldRevalidateChannel({
  currentParams,
  nextParams,
}: ShouldRevalidateFunctionArgs): boolean {
  return currentParams['channelId'] !== nextParams['channelId'];
}
