import { m } from '#i18n';
import { Banner } from './banner.tsx';

/** Told once after a form was saved and the page was loaded anew. */
export function SavedNote({ className }: { className?: string }) {
  return (
    <div role="status" className={className}>
      <Banner kind="success">{m.ui_saved()}</Banner>
    </div>
  );
}
