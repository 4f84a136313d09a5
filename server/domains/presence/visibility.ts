/** Which of some accounts a viewer must take for offline, whatever they are. */
export type HidingRule = (viewerId: string, otherIds: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * What hides people from one another beside their own choices, such as a block. Whether two share a place is settled
 * apart from this.
 */
export class Visibility {
  readonly #rules: HidingRule[] = [];

  hideWhen(rule: HidingRule): void {
    this.#rules.push(rule);
  }

  /** Those of the accounts that a rule hides from the viewer; asked for all that are on a screen at once. */
  async hiddenFrom(viewerId: string, otherIds: readonly string[]): Promise<ReadonlySet<string>> {
    const hidden = await Promise.all(this.#rules.map((rule) => rule(viewerId, otherIds)));
    return new Set(hidden.flatMap((ids) => [...ids]));
  }

  async isVisibleTo(viewerId: string, otherId: string): Promise<boolean> {
    return !(await this.hiddenFrom(viewerId, [otherId])).has(otherId);
  }
}
