import type { ReactNode } from 'react';
import { splitMentions } from '../../lib/mention-tokens.ts';
import { Mention } from './late-mention.tsx';

/** A text in which mentions stand as in a body, with their names. `plain`: as text among text. */
export function MentionLine({ text, plain = true }: { text: string; plain?: boolean }): ReactNode {
  return splitMentions(text).map((piece, index) =>
    typeof piece === 'string' ? piece : <Mention key={index} node={piece} plain={plain} />,
  );
}
