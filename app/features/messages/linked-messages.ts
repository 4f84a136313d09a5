import type { Block, Inline } from '#contract/messages';

/** A message that a text links to, by its address. */
export interface MessageLink {
  channelId: string;
  messageId: string;
}

/** Cards under one message. */
const cardsMax = 3;

const id = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const addresses = [
  // A message in a thread, which may stand beside another message of its channel.
  new RegExp(`^/c/${id}/${id}(?:/${id})?/t/(${id})/(${id})$`),
  new RegExp(`^/c/${id}/(${id})/(${id})$`),
  new RegExp(`^/dm/(${id})/(${id})$`),
];

/** The message that an address of this instance leads to; undefined for any other. */
function linkedMessage(href: string, origin: string): MessageLink | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (url.origin !== origin) return undefined;
  for (const address of addresses) {
    const [, channelId, messageId] = address.exec(url.pathname) ?? [];
    if (channelId && messageId) return { channelId, messageId };
  }
  return undefined;
}

/** The first three messages of this instance that a text links to, each once; none that a spoiler covers. */
export function linkedMessages(tree: readonly Block[], origin: string): MessageLink[] {
  const found = new Map<string, MessageLink>();
  const walk = (node: Block | Inline | Block[]): void => {
    if (typeof node === 'string') return;
    if (Array.isArray(node)) return node.forEach(walk);
    if (node.t === 'spoiler') return;
    const link = node.t === 'link' ? linkedMessage(node.href, origin) : undefined;
    if (link) found.set(link.messageId, link);
    else if ('c' in node) node.c.forEach(walk);
  };
  tree.forEach(walk);
  return [...found.values()].slice(0, cardsMax);
}
