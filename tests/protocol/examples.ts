/** Shown elsewhere on the page: anything may stand here. */
const elsewhere = '…';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** What is new each time: the page's value stands for the real one from then on. */
const random = new Set(['token', 'sid', 'build']);

/** Which real values the page's example values stand for. */
export class Examples {
  readonly #real = new Map<string, string>();

  /** A text of the page with the real values in it, to be sent. */
  toReal(text: string): string {
    let real = text;
    for (const [example, value] of this.#real) real = real.replaceAll(example, value);
    return real;
  }

  /**
   * What differs between an example and what came, by path; empty when it is as the page says: the same fields, no more
   * and no fewer, the same values, and the same id wherever the page shows the same id.
   */
  differences(example: unknown, actual: unknown, path = ''): string[] {
    if (example === elsewhere) return [];
    if (typeof example === 'string' && typeof actual === 'string')
      return this.#compareText(example, actual, path);
    if (Array.isArray(example) && Array.isArray(actual)) {
      if (example.length !== actual.length)
        return [`${path} has ${actual.length} items: ${JSON.stringify(actual)}`];
      return example.flatMap((item, index) => this.differences(item, actual[index], `${path}[${index}]`));
    }
    if (isObject(example) && isObject(actual)) {
      const keys = new Set([...Object.keys(example), ...Object.keys(actual)]);
      return [...keys].flatMap((key) => {
        if (!Object.hasOwn(example, key))
          return [`${path}.${key} is not on the page: ${JSON.stringify(actual[key])}`];
        if (!Object.hasOwn(actual, key)) return [`${path}.${key} did not come`];
        return this.differences(example[key], actual[key], `${path}.${key}`);
      });
    }
    return example === actual
      ? []
      : [`${path} is ${JSON.stringify(actual)} and not ${JSON.stringify(example)}`];
  }

  #compareText(example: string, actual: string, path: string): string[] {
    const isRandom = random.has(path.slice(path.lastIndexOf('.') + 1));
    if (isRandom || (uuid.test(example) && uuid.test(actual))) {
      const known = this.#real.get(example) ?? actual;
      this.#real.set(example, known);
      return known === actual ? [] : [`${path} is ${actual}, and not the same as before: ${known}`];
    }
    if (time.test(example) && time.test(actual)) return [];
    return example === actual ? [] : [`${path} is "${actual}" and not "${example}"`];
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A packet: its digits, and its JSON when it has some. */
export function packetOf(frame: string): { head: string; payload: unknown } {
  const head = /^\d+/.exec(frame)?.[0] ?? '';
  const rest = frame.slice(head.length);
  const payload: unknown = rest === '' ? undefined : JSON.parse(rest);
  // Events are told apart by their names.
  const name = head === '42' && Array.isArray(payload) ? ` ${String(payload[0])}` : '';
  return { head: head + name, payload };
}
