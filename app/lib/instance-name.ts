import { m } from '#i18n';

let given = '';

/** Tells what this instance is called: the same for every page and everybody, so one place holds it. */
export function nameInstance(name: string): void {
  given = name;
}

/** What this instance is called; without a name of its own, what the product is. */
export const instanceName = (): string => given || m.app_name();
