import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** A button that unfolds what is below it, over the whole width; works without JavaScript. */
export function Fold({
  label,
  open = false,
  children,
}: {
  label: string;
  open?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <details open={open || undefined} className="group open:order-last open:basis-full">
      <summary className="inline-flex min-h-10 cursor-pointer list-none items-center gap-1.5 rounded-m px-4 font-medium text-soft hover:bg-hover hover:text-text pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        {label}
        <ChevronDown size={16} aria-hidden className="transition-transform group-open:rotate-180" />
      </summary>
      <div className="mx-2 mt-1 mb-2 rounded-m bg-canvas p-4">{children}</div>
    </details>
  );
}
