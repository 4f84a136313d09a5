import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';

// Apart: a list checks IPv4 addresses against its IPv6 networks too, as mapped ones.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() };
const networks4 = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
];
// What is no global unicast; and within it, what stands for other addresses (NAT64, 6to4, Teredo) or is for documents.
const networks6 = ['::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20'];
for (const network of networks4.join(' ').split(' ')) {
  const [address = '', bits] = network.split('/');
  blocked.ipv4.addSubnet(address, Number(bits), 'ipv4');
}
for (const network of networks6.join(' ').split(' ')) {
  const [address = '', bits] = network.split('/');
  blocked.ipv6.addSubnet(address, Number(bits), 'ipv6');
}

/** Whether an address is one of the public internet. */
export const isPublicAddress = (address: string): boolean =>
  isIPv4(address)
    ? !blocked.ipv4.check(address, 'ipv4')
    : isIPv6(address) && !address.includes('%') && !blocked.ipv6.check(address, 'ipv6');

/** The address may not be asked: no https, or not of the public internet. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused';
}

export interface OutboundOptions {
  headers: Record<string, string>;
  body: Uint8Array;
  timeoutMs: number;
  /** An origin that is let through whatever it is; for tests. */
  allowedOrigin?: string | undefined;
}

/** Whether an address may be asked at all, as far as its text tells. */
export function isOutboundAddress(url: URL, allowedOrigin?: string): boolean {
  if (allowedOrigin !== undefined && url.origin === allowedOrigin) return true;
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return (!isIPv4(host) && !isIPv6(host)) || isPublicAddress(host);
}

/**
 * Posts to an address that somebody else chose: https alone, on the public internet alone. Each address that its name
 * has is looked at, one that is not public refuses it, and the connection goes to one that was looked at. Redirects are
 * not followed, and what is answered is not read.
 *
 * @throws {OutboundRefused}, {Error} when it cannot be reached in time
 */
export async function postOutbound(
  url: URL,
  { headers, body, timeoutMs, allowedOrigin }: OutboundOptions,
): Promise<{ status: number; retryAfter: string | undefined }> {
  if (!isOutboundAddress(url, allowedOrigin)) throw new OutboundRefused('This address is not public.');
  const isAllowed = url.origin === allowedOrigin;
  const vetted: LookupFunction = (host, _options, done) => {
    lookup(host, { all: true }).then(
      (addresses) => {
        const refused = !isAllowed && !addresses.every(({ address }) => isPublicAddress(address));
        if (refused || addresses.length === 0) done(new OutboundRefused('This address is not public.'), []);
        else done(null, addresses);
      },
      (error: NodeJS.ErrnoException) => done(error, []),
    );
  };
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': String(body.length) },
        lookup: vetted,
        // One connection for one notice: none stays open to who answers slowly.
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
        response.destroy();
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
