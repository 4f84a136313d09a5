import type { ReactNode } from 'react';

/** A place with nothing in it yet: what it is for, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  level: Heading = 'h1',
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  level?: 'h1' | 'h2';
}) {
  return (
    <div className="mx-auto grid max-w-[26rem] justify-items-center gap-3 px-6 py-12 text-center">
      {icon && (
        <div className="mb-1 grid size-14 place-items-center rounded-[18px] bg-accent-soft text-accent-strong">
          {icon}
        </div>
      )}
      <Heading className="text-title font-semibold">{title}</Heading>
      {children && <div className="text-balance text-soft">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
