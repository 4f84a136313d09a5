import type { ReactNode } from 'react';
import { PlainHeader } from './plain-header.tsx';

/** A page of a community with a form or a list on it: a header, and a column that scrolls. */
export function CommunityPage({
  title,
  back,
  aside,
  wide = false,
  children,
}: {
  title: ReactNode;
  back?: string;
  /** Links to the other pages of the place: beside the page where there is room, else above it. */
  aside?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  const width = wide ? 'max-w-[960px]' : 'max-w-[600px]';
  return (
    <>
      <PlainHeader title={title} {...(back && { back })} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {aside ? (
          <div className="places">
            <div className="places-frame">
              <div className="places-nav">{aside}</div>
              <div className={`min-w-0 pt-1 ${width}`}>{children}</div>
            </div>
          </div>
        ) : (
          <div className={`mx-auto px-5 py-8 ${width}`}>{children}</div>
        )}
      </div>
    </>
  );
}
