import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../lib/cx.ts';

/**
 * A button that unfolds what is below it; works without JavaScript. `beside` floats at the other end of its line, and
 * stays there when it unfolds: nothing comes under a pointer that has just pressed.
 */
export function Fold({
  label,
  icon,
  open = false,
  strong = false,
  beside,
  children,
}: {
  label: string;
  icon?: ReactNode;
  open?: boolean;
  /** As a page's own button, else as one of a row. */
  strong?: boolean;
  beside?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <div className="flow-root">
      {beside && <div className="float-end">{beside}</div>}
      <details open={open || undefined} className="group">
        <summary
          className={cx(
            'inline-flex min-h-10 cursor-pointer list-none items-center gap-1.5 rounded-m font-medium pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden',
            strong
              ? 'bg-raised px-4 shadow-low ring-1 ring-line hover:bg-hover'
              : '-ms-3 px-3 text-soft hover:bg-hover hover:text-text',
          )}
        >
          {icon}
          {label}
          <ChevronDown size={16} aria-hidden className="transition-transform group-open:rotate-180" />
        </summary>
        <div className={cx('clear-both mt-2 mb-1.5 rounded-m p-4', strong ? 'bg-panel' : 'bg-canvas')}>
          {children}
        </div>
      </details>
    </div>
  );
}
