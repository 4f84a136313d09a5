import type { CommunityView, Directory } from '#server/domains/permissions/index.ts';
import type { Publish } from '#server/platform/bus.ts';
import type { Ctx } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/errors.ts';
import { newId } from '#server/platform/ids.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { AuditAction, AuditTargetKind, AuditValues } from './contract.ts';
import type { NewAuditEntry, Store } from './store.ts';

export interface AuditDeps extends Platform {
  store: Store;
  directory: Directory;
}

/** One act, as its use case describes it. */
export interface AuditNote {
  action: AuditAction;
  target?: { kind: AuditTargetKind; id: string | null; name: string } | undefined;
  /** Give the whole of what may have changed: what is the same before and after is left out, and an act that changed nothing too. */
  before?: AuditValues | undefined;
  after?: AuditValues | undefined;
  reason?: string | undefined;
}

export interface CommunityChange {
  tx: Tx;
  /** Announces an event with the commit. */
  publish: Publish;
  /** The community as it is under the lock: what the change is judged by. */
  community: CommunityView;
  /** Records an act, with the commit. */
  note: (note: AuditNote) => void;
}

export interface ChangeOptions {
  /** For the instance's administration: to all others an archived community is not there. */
  evenArchived?: boolean;
}

/**
 * Runs a change of a community: alone among such changes, recorded in the audit log, and announced with its commit so
 * that every open window follows within a second. `change` asks the grants of `channels/access.ts` once more with the
 * view it is given.
 *
 * @throws {AppError} NOT_FOUND when the community is gone, and what `change` throws
 */
export async function changeCommunity<T>(
  deps: AuditDeps,
  ctx: Ctx,
  communityId: string,
  change: (change: CommunityChange) => Promise<T>,
  options: ChangeOptions = {},
): Promise<T> {
  return deps.bus.transaction(async (tx, publish) => {
    const community = await deps.directory.lock(tx, communityId, options);
    if (!community) throw notFound();
    const notes: AuditNote[] = [];
    const result = await change({ tx, publish, community, note: (note) => void notes.push(note) });
    await record(deps, tx, ctx, communityId, notes);
    await publish('community.changed', { communityId });
    return result;
  });
}

/** Writes acts into the log within `tx`; `communityId` null: of the instance. */
export async function record(
  deps: Pick<AuditDeps, 'store'>,
  tx: Tx,
  ctx: Ctx,
  communityId: string | null,
  notes: readonly AuditNote[],
): Promise<void> {
  const entries = notes.flatMap((note): NewAuditEntry[] => {
    const changed = difference(note.before, note.after);
    if (note.before && note.after && Object.keys(changed.after ?? {}).length === 0) return [];
    const account = ctx.actor.kind === 'user' ? ctx.actor.account : undefined;
    return [
      {
        id: newId(),
        communityId,
        actorId: account?.id ?? null,
        actorName: account?.displayName ?? '',
        action: note.action,
        targetKind: note.target?.kind ?? null,
        targetId: note.target?.id ?? null,
        targetName: note.target?.name ?? '',
        ...changed,
        reason: note.reason ?? '',
        via: ctx.via,
      },
    ];
  });
  if (entries.length > 0) await deps.store.insert(tx, entries);
}

/** Only the fields that differ. */
function difference(
  before: AuditValues | undefined,
  after: AuditValues | undefined,
): { before: AuditValues | undefined; after: AuditValues | undefined } {
  if (!before || !after) return { before, after };
  const names = Object.keys(after).filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  const pick = (values: AuditValues) => Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
