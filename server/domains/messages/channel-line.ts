import { unavailable } from '#server/platform/errors.ts';
import { Gate } from '#server/platform/gate.ts';

const inLineMax = 100;
const inAllLinesMax = 500;

interface Line {
  gate: Gate;
  users: number;
}

/**
 * Where a write stands that may meet a locked channel: one of each channel at a time, on one connection, and no more in
 * all than `width`. However many channels somebody holds locked, the rest of the pool is for everybody else.
 */
export class ChannelLine {
  readonly #lines = new Map<string, Line>();
  readonly #all: Gate;
  readonly #patienceMs: number;

  /** @param patienceMs who has stood so long is refused at their turn: the one before them waited in vain */
  constructor(width: number, patienceMs: number) {
    this.#all = new Gate(width, inAllLinesMax);
    this.#patienceMs = patienceMs;
  }

  /** @throws {AppError} UNAVAILABLE when the line is full or does not move */
  async run<T>(channelId: string, task: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(channelId) ?? { gate: new Gate(1, inLineMax), users: 0 };
    this.#lines.set(channelId, line);
    line.users += 1;
    const end = performance.now() + this.#patienceMs;
    try {
      return await line.gate.run(async () => {
        if (performance.now() > end) throw unavailable(5);
        return this.#all.run(task);
      });
    } finally {
      line.users -= 1;
      if (line.users === 0) this.#lines.delete(channelId);
    }
  }
}
