/**
 * Views by id, held in memory until they are forgotten. A read that a change overtook is thrown away: what it found is
 * history, and must not let anybody in.
 */
export class ViewCache<View> {
  readonly #read: (id: string) => Promise<View | undefined>;
  /** Whether changes are heard of; while they are not, everything is read anew. */
  readonly #isTrusted: () => boolean;
  readonly #views = new Map<string, Promise<View | undefined>>();
  readonly #ready = new Map<string, View>();

  constructor(read: (id: string) => Promise<View | undefined>, isTrusted: () => boolean) {
    this.#read = read;
    this.#isTrusted = isTrusted;
  }

  async get(id: string): Promise<View | undefined> {
    if (!this.#isTrusted()) return this.#read(id);
    const ready = this.#ready.get(id);
    if (ready) return ready;
    const reading = this.#views.get(id) ?? this.#startReading(id);
    const view = await reading;
    return view && this.#views.get(id) !== reading ? this.get(id) : view;
  }

  /** What is in memory and can be trusted: the way without a promise. */
  ready(id: string): View | undefined {
    return this.#isTrusted() ? this.#ready.get(id) : undefined;
  }

  forget(id: string): void {
    this.#views.delete(id);
    this.#ready.delete(id);
  }

  forgetAll(): void {
    this.#views.clear();
    this.#ready.clear();
  }

  #startReading(id: string): Promise<View | undefined> {
    const reading = this.#read(id);
    this.#views.set(id, reading);
    // A failed or empty read is not kept; nor is one that a change overtook while it ran.
    reading.then(
      (result) => {
        if (this.#views.get(id) !== reading) return;
        if (result) this.#ready.set(id, result);
        else this.#views.delete(id);
      },
      () => this.#views.get(id) === reading && this.#views.delete(id),
    );
    return reading;
  }
}
