import { domainToASCII } from 'node:url';
import type { Block, Inline } from '#contract/messages';

/** Endings that make a bare name an address for everybody who reads it. */
const knownEndings = new Set(
  'com net org info biz io gg gd tv me co app dev xyz top site online shop club link live pro vip icu cc ws ly gl to ru su cn tk ml ga cf gq de at ch uk fr it es nl pl eu us ca au jp kr in br store tech fun space website world zip mov ai im sh st'.split(
    ' ',
  ),
);

// Each starts where a word starts and reads each character once: no input makes it go back far.
const written =
  /(?<![\p{L}\p{N}_.@-])(?:[a-z][a-z0-9+.-]{1,15}:\/\/)?(?:[^\s/@]{0,80}@)?((?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}]{2,24})\.?(?![\p{L}\p{N}_@-])(:\d{1,5})?(\/?)/giu;

export interface Address {
  /** In ASCII, lower case, without a dot at its end. */
  host: string;
  /** Everybody sees an address in it: not a sentence that lacks a space. */
  certain: boolean;
}

/** The hosts of a message's links, and of addresses that are written without being links. */
export function addressesIn(body: string, tree: readonly Block[] | null): Address[] {
  const addresses: Address[] = [];
  const add = (host: string, certain: boolean) => {
    const ascii = hostKey(host);
    if (ascii) addresses.push({ host: ascii, certain });
  };
  for (const href of hrefsOf(tree ?? []))
    if (URL.canParse(href)) add(new URL(href).hostname || mailHost(href), true);
  const text = body.normalize('NFKC');
  if (!text.includes('.')) return addresses;
  for (const [all, name = '', port, path] of text.matchAll(written)) {
    const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    const certain = Boolean(path) || Boolean(port) || /^www\.|:\/\//i.test(all) || knownEndings.has(ending);
    add(name, certain);
  }
  return addresses;
}

/** A host as it is compared; empty when it is none. */
export const hostKey = (host: string): string => domainToASCII(host).toLowerCase().replace(/\.$/, '');

/** Whether a host is one of these domains or lies below one. */
export function isBelow(host: string, domains: ReadonlySet<string>): boolean {
  for (let rest = host; ;) {
    if (domains.has(rest)) return true;
    const dot = rest.indexOf('.');
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}

const mailHost = (href: string): string => {
  const path = new URL(href).pathname;
  return path.slice(path.lastIndexOf('@') + 1);
};

function hrefsOf(nodes: readonly (Block | Inline | Block[])[]): string[] {
  return nodes.flatMap((node): string[] => {
    if (typeof node === 'string') return [];
    if (Array.isArray(node)) return hrefsOf(node);
    const inner = 'c' in node ? hrefsOf(node.c) : [];
    return node.t === 'link' ? [node.href, ...inner] : inner;
  });
}
