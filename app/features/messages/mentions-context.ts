import { createContext } from 'react';
import type { AuthorDto } from '#contract/messages';

/** Where mentions stand: what their names are looked up in. Null where nobody is known; there they show no name. */
export const MentionsContext = createContext<{
  communityId: string | null;
  people: readonly AuthorDto[];
} | null>(null);
