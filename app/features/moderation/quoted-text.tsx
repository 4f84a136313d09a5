import type { ReactNode } from 'react';

/** What somebody wrote, as text: it is read here to be judged, not to be followed. */
export function QuotedText({ children }: { children: string }): ReactNode {
  return (
    <blockquote
      dir="auto"
      className="max-h-48 overflow-y-auto rounded-m bg-canvas px-3 py-2 wrap-anywhere whitespace-pre-wrap"
    >
      {children}
    </blockquote>
  );
}
