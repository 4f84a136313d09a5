import { type Block, type Inline, type MessageDto, mentionText, messageLimits } from '#contract/messages';

/** The one line that a reply shows of the message it answers, as the instance makes it; null when it was deleted. */
export function excerptOf(message: MessageDto): string | null {
  if (message.body === null || message.deletedAt !== null) return null;
  const text = (message.tree ? textOf(message.tree) : message.body).replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(text);
  if (characters.length <= messageLimits.excerptMax) return text;
  const cut = characters.slice(0, messageLimits.excerptMax - 1).join('');
  return `${cut.replace(/<[@#]&?[0-9a-f-]*$/, '')}…`;
}

/** A tree's text without its marks; spoilers stay covered. */
function textOf(nodes: readonly (Block | Inline)[]): string {
  const blocks = nodes.some((node) => typeof node !== 'string' && blockTypes.has(node.t));
  return nodes.map(textOfNode).join(blocks ? '\n' : '');
}

const blockTypes = new Set<string>(['p', 'h', 'quote', 'pre', 'list', 'hr'] satisfies Block['t'][]);

function textOfNode(node: Block | Inline): string {
  if (typeof node === 'string') return node;
  switch (node.t) {
    case 'br':
      return '\n';
    case 'hr':
      return '';
    case 'code':
    case 'pre':
      return node.v;
    case 'spoiler':
      return '▮▮▮▮';
    case 'mention':
      return mentionText(node);
    case 'list':
      return node.c.map((item) => textOf(item)).join('\n');
    default:
      return textOf(node.c);
  }
}
