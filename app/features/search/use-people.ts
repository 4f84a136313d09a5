import { useEffect, useState } from 'react';
import type { FoundPersonDto } from '#contract/search';
import { useRealtime } from '../../realtime/use-realtime.ts';

/** Milliseconds that somebody pauses between two letters. */
const betweenLetters = 120;
const nobody: readonly FoundPersonDto[] = [];

/** People by a name that is being typed; nobody for an empty one, and while nothing answers. */
export function usePeople(name: string, communityId?: string): readonly FoundPersonDto[] {
  const realtime = useRealtime();
  const [found, setFound] = useState<{ name: string; people: readonly FoundPersonDto[] }>({
    name: '',
    people: nobody,
  });
  useEffect(() => {
    if (!name) return setFound({ name: '', people: nobody });
    let gone = false;
    const timer = setTimeout(() => {
      realtime.call('search.people', { query: name, ...(communityId && { communityId }) }).then(
        ({ people }) => gone || setFound({ name, people }),
        () => gone || setFound({ name, people: nobody }),
      );
    }, betweenLetters);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [realtime, name, communityId]);
  // Those of a letter ago stay until the next are here, so that nothing jumps.
  return name ? found.people : nobody;
}
