// What a browser needs of the texts' runtime, in whose place the build puts it (vite.config.ts). The language is the one
// that the page was written in: asking the browser again could answer differently from its own Accept-Language header
// and break hydration. How to find a language in addresses, cookies and headers is the server's to know.

import type { Locale, getTextDirection as textDirection } from '#i18n/runtime';

const { lang, dir } = document.documentElement;

export const getLocale = (): Locale => lang as Locale;
export const getTextDirection = () => dir as ReturnType<typeof textDirection>;
export const experimentalStaticLocale = undefined;
