import { cx } from '../lib/cx.ts';

/** The shape of something that is on its way. Give it a size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-pulse rounded-s bg-selected', className)} />;
}
