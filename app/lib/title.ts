import { m } from '#i18n';

/** A page's title, for `meta`: the nearest thing first, the product last. */
export function pageTitle(...parts: string[]): [{ title: string }] {
  return [{ title: [...parts, m.app_name()].join(' · ') }];
}
