import { messageLimits, type PreviewDto } from '#contract/messages';
import type { Realtime } from '../../realtime/realtime.ts';
import { createStore, type Store } from '../../realtime/store.ts';

/** By message; null for what the instance does not show to the viewer. */
type Known = ReadonlyMap<string, PreviewDto | null>;

/** Previews of linked messages, asked for together and kept. */
export interface Previews {
  readonly known: Store<Known>;
  /** Keeps one known until the returned function is called. */
  show(messageId: string): () => void;
}

/** Milliseconds in which wishes gather: about a frame. */
const gather = 16;
/** Milliseconds after which one that comes on screen again is asked for anew. */
const freshFor = 30_000;

const all = new WeakMap<Realtime, Previews>();

/** The previews of a page's live state. */
export function previewsOf(realtime: Realtime): Previews {
  const found = all.get(realtime) ?? createPreviews(realtime);
  all.set(realtime, found);
  return found;
}

function createPreviews({
  state,
  connection,
  call,
}: Pick<Realtime, 'state' | 'connection' | 'call'>): Previews {
  const known = createStore<Known>(new Map());
  const shown = new Map<string, number>();
  const askedAt = new Map<string, number>();
  const due = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to what was asked before the viewer's rights changed are of no use. */
  let epoch = 0;
  let missed = false;

  const fetchPart = async (messageIds: string[]): Promise<void> => {
    const of = epoch;
    try {
      const { previews } = await call('preview.list', { messageIds });
      if (of !== epoch) return;
      const found = new Map(previews.map((preview) => [preview.id, preview]));
      known.update(
        (old) => new Map([...old, ...messageIds.map((id) => [id, found.get(id) ?? null] as const)]),
      );
    } catch {
      // The next connection asks again.
      missed = true;
    }
  };
  const flush = (): void => {
    timer = undefined;
    const ids = [...due];
    due.clear();
    for (let at = 0; at < ids.length; at += messageLimits.previewsMax)
      void fetchPart(ids.slice(at, at + messageLimits.previewsMax));
  };
  const ask = (messageId: string): void => {
    askedAt.set(messageId, Date.now());
    due.add(messageId);
    timer ??= setTimeout(flush, gather);
  };
  /** Forgets what nobody looks at, and asks again for the rest, which stays on screen meanwhile. */
  const renew = (): void => {
    epoch += 1;
    missed = false;
    askedAt.clear();
    known.update((old) => new Map([...old].filter(([id]) => shown.has(id))));
    for (const id of shown.keys()) ask(id);
  };

  let before = state.get();
  state.subscribe(() => {
    const now = state.get();
    const isSame =
      now.communities === before.communities &&
      now.relations === before.relations &&
      Object.keys(now.conversations).length === Object.keys(before.conversations).length;
    before = now;
    if (!isSame) renew();
  });
  connection.subscribe(() => {
    const { status, settled } = connection.get();
    if (status === 'connected' || status === 'limited') return missed ? renew() : undefined;
    // What changed while nobody listened is asked for afterwards.
    if (settled) missed = true;
  });

  return {
    known,
    show(messageId) {
      shown.set(messageId, (shown.get(messageId) ?? 0) + 1);
      if (Date.now() - (askedAt.get(messageId) ?? -Infinity) > freshFor) ask(messageId);
      return () => {
        const count = shown.get(messageId) ?? 0;
        if (count > 1) shown.set(messageId, count - 1);
        else shown.delete(messageId);
      };
    },
  };
}
