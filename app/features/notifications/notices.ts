import { isQuiet, levelOf } from '#contract/push';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import type { ClientState } from '../../realtime/client-state.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { mutedIn } from '../../realtime/muted.ts';
import type { Realtime } from '../../realtime/realtime.ts';
import { shownName } from '../members/names.ts';
import { nameIn } from '../messages/mention-names.ts';
import { toTyped } from '../messages/typed-mentions.ts';
import { mayNotify, raiseNotice } from './raise-notice.ts';
import { playSound } from './sound.ts';
import { latestReminders, showReminders } from './tell-reminders.ts';

/** Milliseconds that news wait: what is read at once on another device needs no notice. */
const settles = 1200;
/** Milliseconds between two sounds. */
const silence = 5000;

interface Path {
  communityId: string | null;
  categoryId: string | null;
  channelId: string;
  name: string;
  address: string;
}

function pathOf(state: ClientState, channelId: string): Path | undefined {
  const { communities, conversations } = state;
  const thread = state.threads[channelId];
  if (thread) {
    if (!state.followed[channelId]) return undefined;
    const above = pathOf(state, thread.parentId);
    return above && { ...above, name: thread.name, address: `${above.address}/t/${channelId}` };
  }
  for (const { id: communityId, channels } of Object.values(communities)) {
    const channel = channels.find(({ id }) => id === channelId);
    if (!channel) continue;
    const { categoryId, name } = channel;
    return { communityId, categoryId, channelId, name, address: `/c/${communityId}/${channelId}` };
  }
  if (conversations[channelId]?.answer !== 'accepted') return undefined;
  return { communityId: null, categoryId: null, channelId, name: '', address: `/dm/${channelId}` };
}

/** The highest `seq` that names the viewer, and how many messages there are: what news are told by. */
const seen = ({ counters }: ClientState) =>
  new Map(
    Object.values(counters).map(({ channelId, posted, mentions }) => [
      channelId,
      { posted, named: mentions.at(-1)?.[0] ?? 0 },
    ]),
  );

const isInFront = (): boolean => !document.hidden && document.hasFocus();

/**
 * Tells of news by notices of the browser and a sound, while no window of this browser is in front; of several tabs one
 * does it. Runs until `signal`.
 */
export function watchForNews(
  realtime: Realtime,
  navigate: (address: string) => void,
  signal: AbortSignal,
): void {
  const account = realtime.state.get().viewer.id;
  if (!('locks' in navigator)) return;
  holdFront(account, signal);
  navigator.locks
    .request(`hearth-notices-${account}`, { signal }, () => watch(realtime, navigate, account, signal))
    .catch(() => undefined);
}

/** While this window is in front, others of the browser can know. */
function holdFront(account: string, signal: AbortSignal): void {
  let release: (() => void) | undefined;
  const look = (): void => {
    if (isInFront() && !release && !signal.aborted)
      void navigator.locks
        .request(
          `hearth-front-${account}`,
          { mode: 'shared' },
          () => new Promise<void>((done) => (release = done)),
        )
        .catch(() => undefined);
    else if (!isInFront() || signal.aborted) {
      release?.();
      release = undefined;
    }
  };
  look();
  for (const name of ['focus', 'blur'] as const) window.addEventListener(name, look, { signal });
  document.addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', look);
}

async function isAnyInFront(account: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return isInFront() || held.some(({ name }) => name === `hearth-front-${account}`);
}

function watch(
  realtime: Realtime,
  navigate: (address: string) => void,
  account: string,
  signal: AbortSignal,
): Promise<void> {
  let before = seen(realtime.state.get());
  let unread = realtime.state.get().notifications.unread;
  /** News that came, reminders perhaps among them. */
  let arrived = 0;
  let soundAt = -Infinity;
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const sound = (): void => {
    if (performance.now() - soundAt <= silence) return;
    soundAt = performance.now();
    void playSound();
  };

  const tell = async (): Promise<void> => {
    timer = undefined;
    const [channelIds, count] = [[...waiting], arrived];
    waiting.clear();
    arrived = 0;
    const { notifications } = realtime.state.get();
    const { preferences } = notifications;
    if (isQuiet(preferences, new Date()) || (await isAnyInFront(account))) return;
    const reminders = count > 0 ? await latestReminders(realtime, count) : [];
    if (preferences.sound && reminders.length > 0) sound();
    if (preferences.desktop) showReminders(realtime, reminders, navigate);
    for (const channelId of channelIds) {
      const state = realtime.state.get();
      const path = pathOf(state, channelId);
      const counters = state.counters[channelId];
      if (!path || !counters || counters.posted <= counters.readOrdinal) continue;
      if (preferences.sound) sound();
      if (preferences.desktop) await show(realtime, path, preferences.previews, navigate);
    }
  };

  const look = (): void => {
    const state = realtime.state.get();
    const now = seen(state);
    const muted = mutedIn(state);
    for (const [channelId, { posted, named }] of now) {
      const old = before.get(channelId);
      // What was there when the channel came into view is not news.
      if (!old || muted.has(channelId) || realtime.reading.get().has(channelId)) continue;
      const path = pathOf(state, channelId);
      if (!path) continue;
      const level = levelOf(state.notifications.places, path);
      const isNews = level === 'all' ? posted > old.posted : level === 'mentions' && named > old.named;
      if (isNews) waiting.add(channelId);
    }
    before = now;
    arrived += Math.max(0, state.notifications.unread - unread);
    unread = state.notifications.unread;
    if (waiting.size > 0 || arrived > 0) timer ??= setTimeout(() => void tell(), settles);
  };

  return new Promise((done) => {
    const stop = realtime.state.subscribe(look);
    signal.addEventListener('abort', () => {
      stop();
      clearTimeout(timer);
      done();
    });
  });
}

async function show(
  realtime: Realtime,
  path: Path,
  previews: boolean,
  navigate: (address: string) => void,
): Promise<void> {
  if (!mayNotify()) return;
  const page = previews
    ? await realtime.call('channel.history', { channelId: path.channelId }).catch(() => undefined)
    : undefined;
  const message = page?.messages.findLast(({ author }) => author?.id !== realtime.state.get().viewer.id);
  const placeId = path.communityId ?? path.channelId;
  const name = message?.author ? shownName(message.author) : '';
  const title = !message
    ? m.notice_hidden()
    : path.communityId === null
      ? name
      : m.notice_message({ name: isolate(name), channel: isolate(path.name) });
  const body = message
    ? toTyped(
        placeId,
        excerptOf(message) || m.chat_forwarded(),
        nameIn(realtime.state.get(), placeId, message.mentioned),
      )
    : '';
  const address = message ? `${path.address}/${message.id}` : path.address;
  raiseNotice({ title, body, tag: path.channelId, address }, navigate);
}
