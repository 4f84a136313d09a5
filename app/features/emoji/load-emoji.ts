import { getLocale } from '#i18n/runtime';
import { type Catalogue, catalogueOf } from './catalogue.ts';

let ready: Catalogue | null = null;
let loading: Promise<Catalogue> | null = null;

/** The emoji in the language of the page; fetched once. Rejects when that fails, and tries again when asked again. */
export function loadEmoji(): Promise<Catalogue> {
  loading ??= (getLocale() === 'de' ? import('virtual:emoji/de') : import('virtual:emoji/en')).then(
    (rows) => (ready = catalogueOf(rows.default)),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Null until they were loaded. */
export const loadedEmoji = (): Catalogue | null => ready;
