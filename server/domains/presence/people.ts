import type { Clock } from '#server/platform/clock.ts';
import { type Choice, noChoice, statusOf } from './choice.ts';
import type { PresenceDto } from './contract.ts';

export type Activity = 'active' | 'idle';

/** What one replica tells another of an account: how active it is there (null: not there any more), and its choices. */
export interface Sighting {
  accountId: string;
  activity: Activity | null;
  choice: Choice;
}

interface Person {
  choice: Choice;
  /** Device → how active: those that are connected to this replica. */
  here: Map<string, Activity>;
  /** Replica → the most active of the devices there. */
  elsewhere: Map<string, Activity>;
}

/**
 * Who is connected, on all replicas, in memory: of several devices the most active counts, and what was chosen holds
 * for all of them. Only who has a device somewhere is in here.
 */
export class People {
  readonly #clock: Clock;
  readonly #people = new Map<string, Person>();
  readonly #owners = new Map<string, string>();
  /** Whose status ends by itself. */
  readonly #ending = new Set<string>();
  /** Account → how it showed when it was last asked for changes. */
  readonly #changed = new Map<string, string>();
  /** Accounts whose part on this replica is other than when it was last told. */
  readonly #moved = new Set<string>();
  #onChange: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `listener` whenever there is something to take. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  connect(deviceId: string, accountId: string, choice: Choice): void {
    this.#update(accountId, (person) => {
      this.#owners.set(deviceId, accountId);
      person.here.set(deviceId, 'active');
      this.#take(person, choice);
    });
    this.#move(accountId);
  }

  /** A device that is not connected says nothing. */
  setActivity(deviceId: string, activity: Activity): void {
    const accountId = this.#owners.get(deviceId);
    if (accountId === undefined) return;
    this.#update(accountId, ({ here }) => here.set(deviceId, activity));
    this.#move(accountId);
  }

  disconnect(deviceId: string): void {
    const accountId = this.#owners.get(deviceId);
    if (accountId === undefined) return;
    this.#owners.delete(deviceId);
    this.#update(accountId, ({ here }) => here.delete(deviceId));
    this.#move(accountId);
  }

  /** What an account chose; an earlier choice than the one that is known changes nothing. */
  choose(accountId: string, choice: Choice): void {
    const person = this.#people.get(accountId);
    if (!person || person.choice.version >= choice.version) return;
    this.#update(accountId, () => this.#take(person, choice));
    if (person.here.size > 0) this.#move(accountId);
  }

  /** What another replica saw. */
  see(replicaId: string, { accountId, activity, choice }: Sighting): void {
    if (activity === null && !this.#people.has(accountId)) return;
    this.#update(accountId, (person) => {
      if (activity === null) person.elsewhere.delete(replicaId);
      else person.elsewhere.set(replicaId, activity);
      this.#take(person, choice);
    });
  }

  /** Only these are at a replica: whoever else was there has left. */
  seeOnly(replicaId: string, sightings: readonly Sighting[]): void {
    const there = new Set(sightings.map(({ accountId }) => accountId));
    for (const [accountId, { elsewhere, choice }] of this.#people)
      if (elsewhere.has(replicaId) && !there.has(accountId))
        this.see(replicaId, { accountId, activity: null, choice });
    for (const sighting of sightings) this.see(replicaId, sighting);
  }

  /** As others see them, as long as nothing hides it from one of them. */
  presenceOf(accountId: string): PresenceDto {
    const person = this.#people.get(accountId);
    if (!person || person.choice.chosen === 'invisible') return { accountId, state: 'offline' };
    const status = statusOf(person.choice, this.#clock.now());
    const isActive = [...person.here.values(), ...person.elsewhere.values()].includes('active');
    const state = person.choice.chosen === 'dnd' ? 'dnd' : isActive ? 'online' : 'idle';
    return { accountId, state, ...(status && { status }) };
  }

  /** Undefined for who has no device anywhere. */
  choiceOf(accountId: string): Choice | undefined {
    return this.#people.get(accountId)?.choice;
  }

  /** Accounts with a device at this replica. */
  get here(): string[] {
    return [...this.#people].flatMap(([accountId, { here }]) => (here.size > 0 ? [accountId] : []));
  }

  /** What this replica has to tell of an account. */
  sightingOf(accountId: string): Sighting {
    const person = this.#people.get(accountId);
    const activities = [...(person?.here.values() ?? [])];
    return {
      accountId,
      activity: activities.includes('active') ? 'active' : activities.length > 0 ? 'idle' : null,
      choice: person?.choice ?? noChoice,
    };
  }

  /** Accounts that show differently than when this was last called. */
  takeChanged(): string[] {
    const changed = [...this.#changed].filter(([accountId, before]) => this.#shownOf(accountId) !== before);
    this.#changed.clear();
    return changed.map(([accountId]) => accountId);
  }

  /** Accounts whose sighting may be another one than when this was last called. */
  takeMoved(): string[] {
    const moved = [...this.#moved];
    this.#moved.clear();
    return moved;
  }

  /** Notices statuses that are over, and names whose. Whoever calls this often sees them end in time. */
  endStatuses(): string[] {
    return [...this.#ending].filter((accountId) => this.#endStatus(accountId));
  }

  /** The clock takes a status away without an update: what was shown until now is what others know. */
  #endStatus(accountId: string): boolean {
    const choice = this.#people.get(accountId)?.choice;
    if (!choice || !this.#ending.has(accountId) || statusOf(choice, this.#clock.now())) return false;
    this.#ending.delete(accountId);
    const { emoji, text } = choice;
    if (choice.chosen !== 'invisible')
      this.#note(accountId, JSON.stringify({ ...this.presenceOf(accountId), status: { emoji, text } }));
    return true;
  }

  #update(accountId: string, change: (person: Person) => void): void {
    this.#endStatus(accountId);
    const before = this.#shownOf(accountId);
    const person = this.#people.get(accountId) ?? { choice: noChoice, here: new Map(), elsewhere: new Map() };
    this.#people.set(accountId, person);
    change(person);
    const isGone = person.here.size === 0 && person.elsewhere.size === 0;
    if (isGone) this.#people.delete(accountId);
    if (!isGone && statusOf(person.choice, this.#clock.now()) && person.choice.endsAt !== null)
      this.#ending.add(accountId);
    else this.#ending.delete(accountId);
    if (this.#shownOf(accountId) !== before) this.#note(accountId, before);
  }

  #take(person: Person, choice: Choice): void {
    if (choice.version > person.choice.version) person.choice = choice;
  }

  #note(accountId: string, before: string): void {
    if (!this.#changed.has(accountId)) this.#changed.set(accountId, before);
    this.#onChange();
  }

  #move(accountId: string): void {
    this.#moved.add(accountId);
    this.#onChange();
  }

  #shownOf(accountId: string): string {
    return JSON.stringify(this.presenceOf(accountId));
  }
}
