import type { PresenceDto } from '#contract/presence';
import { presentOwn, type Choice } from '#server/domains/presence/index.ts';
import type { Bus } from '#server/platform/bus.ts';
import { AppError } from '#server/platform/errors.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import type { Services } from '#server/services.ts';
import type { Audience } from './audience.ts';
import { PresenceReplicas } from './presence-replicas.ts';
import { accountRoom } from './rooms.ts';
import type { HearthServer, HearthSocket } from './types.ts';

/** Each viewer is told once in so long, however many come and go. */
const tellEveryMs = 1000;
/** After a quiet time what happens at once is told together. */
const gatherMs = 50;
/** A device that is gone may be back in a moment: a reload, a change of networks. */
const lingerMs = 4000;
const statusEveryMs = 1000;

/** The people on a socket's screen. */
interface Followed {
  ids: readonly string[];
  /** Those of them who share a conversation with its account, or are its friends, and no community. */
  acquainted: ReadonlySet<string>;
  /** Those of them who are hidden from it by a rule. */
  hidden: ReadonlySet<string>;
}

/**
 * Who is sent what of presence: each socket follows the people on its screen, and is told of them and of nobody else, as
 * far as they share a place. Costs nothing while nobody comes or goes. See docs/decisions/0020-presence.md.
 */
export class PresenceHub {
  readonly #io: HearthServer;
  readonly #presence: Services['presence'];
  readonly #audience: Audience;
  readonly #log: Logger;
  readonly #replicas: PresenceReplicas | null;
  readonly #statuses: NodeJS.Timeout;
  /** Account → the sockets that follow it. */
  readonly #followers = new Map<string, Set<HearthSocket>>();
  readonly #followed = new Map<HearthSocket, Followed>();
  /** Accounts whose choices are being read, with what was heard of them meanwhile. */
  readonly #arriving = new Set<{ accountId: string; heard?: Choice }>();
  /** Counts what changed of who may see whom. */
  #changes = 0;
  #timer: NodeJS.Timeout | undefined;
  #toldAt = -Infinity;

  constructor(
    io: HearthServer,
    presence: Services['presence'],
    audience: Audience,
    bus: Bus,
    log: Logger,
    cluster: boolean,
  ) {
    this.#io = io;
    this.#presence = presence;
    this.#audience = audience;
    this.#log = log;
    this.#replicas = cluster ? new PresenceReplicas(io, presence.people) : null;
    this.#statuses = setInterval(() => this.#endStatuses(), statusEveryMs).unref();
    presence.people.onChange(() => this.#plan());
    bus.on('presence.chosen', ({ accountId, choice }) => {
      for (const each of this.#arriving) if (each.accountId === accountId) each.heard = choice;
      this.#tellOwner(accountId, choice);
    });
    bus.on('presence.between', ({ accountIds: [one, other] }) => {
      for (const socket of this.#followers.get(other) ?? [])
        if (socket.data.accountId === one) this.#lookAgain(socket, other);
      for (const socket of this.#followers.get(one) ?? [])
        if (socket.data.accountId === other) this.#lookAgain(socket, one);
    });
    // Who left a conversation, and who stayed in it, may be strangers now.
    bus.on('conversation.changed', ({ removed }) => {
      for (const [socket, { ids }] of this.#followed)
        if (removed.includes(socket.data.accountId) || removed.some((id) => ids.includes(id)))
          this.#lookAgain(socket);
    });
    bus.onRestored(() => void presence.reread().catch(this.#warn('choices were not read anew')));
  }

  /** @throws when the account's choices cannot be read: nobody is shown before it is known whether they want to be */
  async add(socket: HearthSocket): Promise<void> {
    const arrival: { accountId: string; heard?: Choice } = { accountId: socket.data.accountId };
    this.#arriving.add(arrival);
    try {
      const read = await this.#presence.choiceOf(arrival.accountId);
      const { heard } = arrival;
      if (!socket.connected) return;
      this.#presence.people.connect(
        socket.id,
        arrival.accountId,
        heard && heard.version > read.version ? heard : read,
      );
    } finally {
      this.#arriving.delete(arrival);
    }
  }

  remove(socket: HearthSocket): void {
    this.#unfollow(socket);
    setTimeout(() => this.#presence.people.disconnect(socket.id), lingerMs).unref();
  }

  setIdle(socket: HearthSocket, idle: boolean): void {
    this.#presence.people.setActivity(socket.id, idle ? 'idle' : 'active');
  }

  /** Follows these people from now on, and answers how those of them are who may be seen. */
  async follow(socket: HearthSocket, accountIds: readonly string[]): Promise<PresenceDto[]> {
    const ids = [...new Set(accountIds)];
    const followed = await this.#find(socket, ids);
    if (!socket.connected) throw new AppError('UNAVAILABLE', 'The connection is gone.');
    this.#unfollow(socket);
    this.#followed.set(socket, followed);
    for (const id of ids)
      this.#followers.set(id, (this.#followers.get(id) ?? new Set<HearthSocket>()).add(socket));
    return ids.map((id) =>
      this.#maySee(socket, id) ? this.#presence.people.presenceOf(id) : { accountId: id, state: 'offline' },
    );
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#statuses);
    this.#replicas?.close();
  }

  #unfollow(socket: HearthSocket): void {
    for (const id of this.#followed.get(socket)?.ids ?? []) {
      const followers = this.#followers.get(id);
      followers?.delete(socket);
      if (followers?.size === 0) this.#followers.delete(id);
    }
    this.#followed.delete(socket);
  }

  /** What must be asked of the database before anything is told: once for all who are on a screen. */
  async #find(socket: HearthSocket, ids: readonly string[]): Promise<Followed> {
    const { accountId } = socket.data;
    for (;;) {
      const asked = this.#changes;
      const elsewhere = ids.filter((id) => !this.#audience.shareCommunity(socket, id));
      const [acquainted, hidden] = await Promise.all([
        this.#presence.acquaintedAmong(accountId, elsewhere),
        this.#presence.hiddenFrom(accountId, ids),
      ]);
      // What changed meanwhile may not be in the answers.
      if (asked === this.#changes) return { ids, acquainted, hidden };
    }
  }

  #maySee(socket: HearthSocket, otherId: string): boolean {
    const followed = this.#followed.get(socket);
    if (!followed || followed.hidden.has(otherId)) return false;
    return (
      socket.data.accountId === otherId ||
      this.#audience.shareCommunity(socket, otherId) ||
      followed.acquainted.has(otherId)
    );
  }

  #plan(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#toldAt = performance.now();
        this.#tell();
      },
      Math.max(gatherMs, this.#toldAt + tellEveryMs - performance.now()),
    );
  }

  /** One packet for each socket that follows somebody who changed; encoded once for those who are told the same. */
  #tell(): void {
    const { people } = this.#presence;
    const moved = people.takeMoved();
    this.#replicas?.tell(moved);
    const news = new Map<HearthSocket, string[]>();
    for (const accountId of people.takeChanged()) {
      for (const socket of this.#followers.get(accountId) ?? []) {
        if (!this.#maySee(socket, accountId)) continue;
        const ids = news.get(socket);
        if (ids) ids.push(accountId);
        else news.set(socket, [accountId]);
      }
    }
    const alike = Map.groupBy(news, ([, accountIds]) => accountIds.join());
    for (const group of alike.values())
      this.#io.local
        .to(group.map(([socket]) => socket.id))
        .emit('presence.changed', { people: group[0]![1].map((id) => people.presenceOf(id)) });
  }

  /** Who may be seen has changed, although nobody came or went; of somebody offline there is nothing to tell. */
  #lookAgain(socket: HearthSocket, otherId?: string): void {
    this.#changes += 1;
    const followed = this.#followed.get(socket);
    if (!followed) return;
    this.#find(socket, followed.ids).then((found) => {
      if (this.#followed.get(socket) !== followed) return;
      const sawBefore = otherId !== undefined && this.#maySee(socket, otherId);
      this.#followed.set(socket, found);
      if (otherId === undefined || this.#maySee(socket, otherId) === sawBefore) return;
      const presence = this.#presence.people.presenceOf(otherId);
      if (presence.state === 'offline') return;
      const seen: PresenceDto = sawBefore ? { accountId: otherId, state: 'offline' } : presence;
      socket.emit('presence.changed', { people: [seen] });
    }, this.#warn('who may be seen was not looked up'));
  }

  #endStatuses(): void {
    for (const accountId of this.#presence.people.endStatuses()) {
      const choice = this.#presence.people.choiceOf(accountId);
      if (choice) this.#tellOwner(accountId, choice);
    }
  }

  #tellOwner(accountId: string, choice: Choice): void {
    const own = presentOwn(choice, this.#presence.now());
    this.#io.local.to(accountRoom(accountId)).emit('presence.own', { own });
  }

  #warn = (what: string) => (error: unknown) => this.#log.warn({ error: describeError(error) }, what);
}
