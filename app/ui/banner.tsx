import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../lib/cx.ts';

const kinds = {
  info: { box: 'bg-accent-soft', icon: <Info size={18} className="text-accent-strong" aria-hidden /> },
  success: { box: 'bg-hover', icon: <CircleCheck size={18} className="text-success" aria-hidden /> },
  danger: { box: 'bg-danger-soft', icon: <CircleAlert size={18} className="text-danger" aria-hidden /> },
};

/** A short notice in the flow of a page. */
export function Banner({ kind = 'info', children }: { kind?: keyof typeof kinds; children: ReactNode }) {
  return (
    <div className={cx('flex items-start gap-2.5 rounded-m px-3.5 py-2.5 text-note', kinds[kind].box)}>
      <span className="mt-px flex-none">{kinds[kind].icon}</span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** What went wrong with a form as a whole; takes the focus, so that it is read out. */
export function FormMessage({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <div role="alert" tabIndex={-1} data-form-message className="rounded-m">
      <Banner kind="danger">{children}</Banner>
    </div>
  );
}
