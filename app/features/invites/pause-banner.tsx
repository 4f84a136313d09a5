import { m } from '#i18n';
import { Banner } from '../../ui/banner.tsx';

/** Says that nobody can join, where somebody might wonder. */
export function PauseBanner() {
  return (
    <div className="mb-6">
      <Banner>{m.invites_paused_banner()}</Banner>
    </div>
  );
}
