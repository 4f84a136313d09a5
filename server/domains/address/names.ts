import { isIP } from 'node:net';

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Reserved for networks at home (RFC 6762, 8375, ICANN's `internal`) or in use there. */
const homeSuffix = /(^|\.)(localhost|local|lan|home|internal|home\.arpa|fritz\.box|test)$/;

/** A host name as it is compared: lower case, without the dot at its end. Undefined when it is none. */
export function normalName(given: string): string | undefined {
  const name = given.trim().toLowerCase().replace(/\.$/, '');
  if (name.length === 0 || name.length > 253 || isIP(name) !== 0) return undefined;
  return name.split('.').every((each) => label.test(each)) ? name : undefined;
}

/** Whether no public authority certifies such a name: it is one of a home network. */
export const isHomeName = (name: string): boolean => !name.includes('.') || homeSuffix.test(name);
