import type { AccountDto } from '#contract/accounts';
import { authorOf, idsNamed, nameMentions, plainTextOf } from '#server/domains/messages/index.ts';
import { type Ctx, requireUser } from '#server/platform/context.ts';
import { isTimeout } from '#server/platform/database-errors.ts';
import { AppError } from '#server/platform/errors.ts';
import { type Compiled, compile } from './compile.ts';
import {
  parseSearch,
  searchLimits,
  type SearchHitDto,
  type SearchPage,
  type SearchPart,
} from './contract.ts';
import { type Cursor, firstIdAt, readCursor, writeCursor } from './cursor.ts';
import { spanOf } from './days.ts';
import type { SearchDeps } from './deps.ts';
import type { SearchInput } from './input.ts';
import { findNamed, type NamedPeople, unknownIn } from './named.ts';
import { narrow, type Scope, scopeOf } from './scope.ts';
import { snippetOf } from './snippet.ts';
import type { HitRow, IndexQuery, RowFilter } from './store.ts';
import { inWindows } from './windows.ts';

/** Clocks of replicas differ by less. */
const skewMs = 60_000;
const nothing: SearchPage = { hits: [], next: null, unknown: [] };

/**
 * A page of at most 25 messages that hold what was typed, of those that the viewer may see at this moment: the newest
 * first, or the best of the 200 newest. A page is full unless it is the last. Deleted messages are not found, edited
 * ones by what they say now.
 *
 * @throws {AppError} NOT_FOUND (channel, community), INVALID also for an `after` that is not from an earlier page,
 *   RATE_LIMITED, UNAVAILABLE search.too_broad for what takes longer than two seconds
 */
export async function searchMessages(deps: SearchDeps, ctx: Ctx, input: SearchInput): Promise<SearchPage> {
  const { account } = requireUser(ctx);
  keepPace(deps, account.id);
  const scope = await scopeOf(deps, ctx, input);
  const parts = parseSearch(input.text);
  const cursor = input.after === undefined ? undefined : readCursor(input.after);
  if (parts.length === 0) return nothing;
  const channelIds = narrow(scope, parts);
  const people = await findNamed(deps, scope, parts);
  const isImpossible = parts.some(
    (part) =>
      part.kind === 'operator' &&
      (part.name === 'from' || part.name === 'mentions') &&
      !part.not &&
      !people.has(part.value),
  );
  const page =
    channelIds.length === 0 || isImpossible
      ? nothing
      : await find(deps, scope, account.id, { parts, channelIds, people, cursor, input });
  return page.hits.length > 0 || cursor ? page : { ...page, unknown: unknownIn(parts, channelIds, people) };
}

interface Wanted {
  parts: readonly SearchPart[];
  channelIds: readonly string[];
  people: NamedPeople;
  cursor: Cursor | undefined;
  input: SearchInput;
}

async function find(
  deps: SearchDeps,
  scope: Scope,
  readerId: string,
  { parts, channelIds, people, cursor, input }: Wanted,
): Promise<SearchPage> {
  const compiled = compile(parts, channelIds, (name) => people.get(name)?.ids ?? []);
  const span = spanOf(parts, input.timeZone ?? 'UTC');
  const now = deps.clock.now().getTime();
  const until = Math.min(span.until, now + skewMs, cursor?.time ?? Infinity);
  const index: IndexQuery = {
    query: compiled.query,
    windows: inWindows(compiled.query[0], until + skewMs, span.since, { isDear: compiled.hasPrefix }),
  };
  const filter: RowFilter = {
    channelIds,
    upTo: cursor?.before ?? firstIdAt(until + skewMs),
    since: new Date(span.since),
    until: new Date(Math.min(span.until, now + 86_400_000)),
  };
  const { page } = searchLimits;
  const present = async (found: readonly HitRow[]): Promise<SearchHitDto[]> => {
    const names = await deps.store.namesOf(idsNamed(found.map(plainTextOf)));
    return found.map(presentHit(scope, compiled, readerId, names));
  };
  if (input.order === 'best' && compiled.words) {
    const offset = cursor?.offset ?? 0;
    const rows = await inTime(deps.store.findBest(index, filter, compiled.words, offset));
    const last = rows.length > page ? rows[page - 1] : undefined;
    return {
      hits: await present(rows.slice(0, page)),
      next: last ? writeCursor({ id: last.newest_id, offset: offset + page }) : null,
      unknown: [],
    };
  }
  const rows = await inTime(deps.store.findNewest(index, filter, page + 1));
  const last = rows.length > page ? rows[page - 1] : undefined;
  return {
    hits: await present(rows.slice(0, page)),
    next: last ? writeCursor({ id: last.id, offset: 0 }) : null,
    unknown: [],
  };
}

const presentHit =
  (scope: Scope, { sought }: Compiled, readerId: string, people: readonly AccountDto[]) =>
  (row: HitRow): SearchHitDto => {
    const { place, name, parentId } = scope.get(row.channel_id)!;
    return {
      id: row.id,
      seq: row.seq,
      author: authorOf(row.author_id, row.username, row.display_name, place),
      channel: {
        id: row.channel_id,
        name,
        parent: parentId ? { id: parentId, name: place.channels.get(parentId)?.name ?? '' } : null,
      },
      place: { kind: place.kind, id: place.id, name: place.name },
      snippet: snippetOf(nameMentions(plainTextOf(row), place, readerId, people), sought),
      createdAt: row.created_at.toISOString(),
      pinned: row.pinned_at !== null,
    };
  };

/** @throws {AppError} RATE_LIMITED */
function keepPace(deps: SearchDeps, accountId: string): void {
  const wait = deps.pace.take(accountId);
  if (wait > 0)
    throw new AppError('RATE_LIMITED', 'You are searching faster than this place allows. Wait a moment.', {
      retryAfter: Math.ceil(wait),
    });
}

/** What the database gave up on is no fault of the instance: asking for less helps. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    if (!isTimeout(error)) throw error;
    throw new AppError('UNAVAILABLE', 'That takes too long to look through. Ask for less.', {
      reason: 'search.too_broad',
      retryAfter: 3,
    });
  });
