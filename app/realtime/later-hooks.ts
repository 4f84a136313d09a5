import { useClientState } from './hooks.ts';

/** Another value whenever what the viewer saved or scheduled may have changed; undefined before the first connection. */
export const useHeard = (list: 'saved' | 'scheduled'): string | undefined =>
  useClientState(({ heard }) => heard && `${heard.gaps ?? 0} ${heard[list] ?? ''}`);
