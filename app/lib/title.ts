import { instanceName } from './instance-name.ts';

/** A page's title, for `meta`: the nearest thing first, the product last. */
export function pageTitle(...parts: string[]): [{ title: string }] {
  return [{ title: [...parts, instanceName()].join(' · ') }];
}
