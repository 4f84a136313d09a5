import type { z } from 'zod';
import type { Ctx } from './context.ts';
import { asAppError } from './database-errors.ts';
import { parseInput } from './input.ts';
import type { Logger } from './logger.ts';

type Bound<D, F> = F extends (deps: D, ...args: infer A) => infer R ? (...args: A) => R : never;

/** A database that is away or too slow is for the caller to hear of as UNAVAILABLE, whichever domain met it. */
const rethrow =
  (log: Logger) =>
  (error: unknown): never => {
    throw asAppError(error, log);
  };

/** Hands `deps` to every use case: a domain's `index.ts` turns its files into one object of ready functions. */
export function bindAll<
  D extends { log: Logger },
  const U extends Record<string, (deps: D, ...args: never[]) => unknown>,
>(deps: D, useCases: U): { [K in keyof U]: Bound<D, U[K]> } {
  const bound: Record<string, unknown> = {};
  for (const [name, useCase] of Object.entries(useCases)) {
    bound[name] = (...args: never[]) => {
      const result = useCase(deps, ...args);
      return result instanceof Promise ? result.catch(rethrow(deps.log)) : result;
    };
  }
  return bound as { [K in keyof U]: Bound<D, U[K]> };
}

/**
 * A use case as adapters call it: with whatever came over the wire, checked here, so that no door can forget to.
 * The returned function rejects with INVALID, naming the field, before the use case runs.
 */
export const checked =
  <D, S extends z.ZodType, R>(schema: S, useCase: (deps: D, ctx: Ctx, input: z.output<S>) => Promise<R>) =>
  async (deps: D, ctx: Ctx, raw: unknown): Promise<R> =>
    useCase(deps, ctx, parseInput(schema, raw));
