import { lazy, type ReactNode, Suspense } from 'react';
import { m } from '#i18n';
import { insist } from '../../realtime/insist.ts';
import { Button } from '../../ui/button.tsx';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useConversation } from './conversation-context.ts';

// Comes with the page as markup; its code follows.
const ListBeginning = lazy(() => insist(() => import('./list-beginning.tsx')));

const SeenLine = lazyPart(() => import('./seen-line.tsx'));

/** What is known about the ends of the loaded stretch. */
export interface ListEdges {
  hasBefore: boolean;
  hasAfter: boolean;
  empty: boolean;
  /** Loading failed there; `retry` tries again. */
  failed: 'before' | 'after' | null;
  retry(): void;
  /** Addresses of the neighbouring pages, for a page without JavaScript. */
  links: { before: string; after: string } | null;
}

/** Above the oldest loaded message: more on its way, or the beginning of the channel. */
export function ListHead({ edges }: { edges: ListEdges }): ReactNode {
  if (edges.failed === 'before') return <LoadFailed retry={edges.retry} />;
  if (edges.hasBefore) {
    return edges.links ? <PageLink href={edges.links.before}>{m.chat_older()}</PageLink> : <SkeletonRows />;
  }
  return (
    <Suspense fallback={<div className="h-[170px]" />}>
      <ListBeginning empty={edges.empty} />
    </Suspense>
  );
}

/** Below the newest loaded message. */
export function ListTail({ edges }: { edges: ListEdges }): ReactNode {
  const { communityId } = useConversation();
  if (edges.failed === 'after') return <LoadFailed retry={edges.retry} />;
  if (!edges.hasAfter) return communityId ? <div className="h-3" /> : <SeenLine />;
  return edges.links ? <PageLink href={edges.links.after}>{m.chat_newer()}</PageLink> : <SkeletonRows />;
}

const widths = ['w-3/5', 'w-2/5', 'w-1/2'];

/** Messages that are on their way. */
export function SkeletonRows(): ReactNode {
  return (
    <div aria-hidden className="grid gap-5 px-3.5 py-5 tablet:px-5">
      {widths.map((width) => (
        <div key={width} className="flex gap-3.5">
          <Skeleton className="size-9 flex-none rounded-[12px]" />
          <div className="grid flex-1 content-start gap-2 pt-1">
            <Skeleton className="h-3 w-28" />
            <Skeleton className={`h-3 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}

function LoadFailed({ retry }: { retry: () => void }): ReactNode {
  return (
    <div className="flex flex-wrap items-center justify-center gap-3 px-5 py-6 text-note text-soft">
      {m.chat_load_failed()}
      <Button onClick={retry}>{m.chat_retry()}</Button>
    </div>
  );
}

function PageLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  return (
    <p className="py-4 text-center">
      <a
        href={href}
        className="inline-block rounded-base px-3 py-2 font-medium text-accent-strong hover:bg-hover"
      >
        {children}
      </a>
    </p>
  );
}
