import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { shownName } from '../members/names.ts';
import { useTimes } from './conversation-context.ts';
import { PlaceName, previewAddress, timeOf } from './preview-cards.tsx';
import { usePreview } from './use-preview.ts';

/** Where a forwarded text comes from, to who may see it there; that it was forwarded, to all others. */
export function ForwardOrigin({ messageId }: { messageId: string }): ReactNode {
  const preview = usePreview(messageId);
  const times = useTimes();
  if (!preview) return m.chat_forwarded();
  const { author, createdAt } = preview;
  return (
    <>
      <span className="flex-none">{m.forward_from()}</span>
      <Link
        to={previewAddress(preview)}
        preventScrollReset
        className="relative flex min-h-6 min-w-0 items-center gap-1.5 rounded-s text-soft hover:text-text hover:underline pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2.5 pointer-coarse:after:content-['']"
      >
        <span className="flex max-w-[65%] flex-none">
          <PlaceName preview={preview} />
        </span>
        <span aria-hidden>·</span>
        <bdi className="min-w-0 truncate">{author ? shownName(author) : m.chat_author_gone()}</bdi>
        <span aria-hidden>·</span>
        <time dateTime={createdAt} title={times.full(createdAt)} className="flex-none">
          {timeOf(times, createdAt)}
        </time>
      </Link>
    </>
  );
}
