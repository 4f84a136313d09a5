import { getLocale } from '#i18n/runtime';

/** The page's language as this reader's region writes it: British and American clocks differ. */
export function preferredLocale(): string {
  const locale = getLocale();
  if (typeof navigator === 'undefined') return locale;
  return navigator.languages?.find((each) => each === locale || each.startsWith(`${locale}-`)) ?? locale;
}
