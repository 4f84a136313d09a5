import { Forward } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ForwardDto } from '#contract/messages';
import { m } from '#i18n';
import { useLive } from './live-context.ts';
import { MarkdownTree } from './markdown-tree.tsx';
import { PlainText } from './plain-text.tsx';

/** What a message brings of another one, as it was then; where that is, for who may see it. */
export default function Forwarded({ forward }: { forward: ForwardDto }): ReactNode {
  const live = useLive();
  const { body, tree } = forward;
  return (
    <figure className="mt-1 border-s-3 border-edge/60 ps-3" data-forward>
      <figcaption className="flex min-h-6 min-w-0 items-center gap-1.5 text-small text-faint">
        <Forward size={14} className="flex-none rtl:-scale-x-100" aria-hidden />
        {live ? <live.ForwardOrigin messageId={forward.messageId} /> : m.chat_forwarded()}
      </figcaption>
      <div>
        {body === null ? (
          <p className="text-soft italic">{m.forward_gone()}</p>
        ) : tree ? (
          <MarkdownTree blocks={tree} />
        ) : (
          <PlainText text={body} />
        )}
      </div>
    </figure>
  );
}
