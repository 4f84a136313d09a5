import { createContext, use } from 'react';
import type * as LiveParts from './live-parts.ts';

/** What a conversation needs once it is alive, and not for its first paint. */
export type Live = typeof LiveParts;

/** Handed down instead of imported: the living parts show the same rows that need them. */
export const LiveContext = createContext<Live | null>(null);

/** The living parts; null on the instance, while its markup is taken over, and until they have arrived. */
export function useLive(): Live | null {
  return use(LiveContext);
}
