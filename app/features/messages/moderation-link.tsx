import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { m } from '#i18n';
import { iconClass } from '../../ui/button.tsx';

/** For those who moderate a channel: the way to its lock and its slow mode. */
export default function ModerationLink({ to }: { to: string }): ReactNode {
  return (
    <Link to={to} aria-label={m.channel_moderation()} title={m.channel_moderation()} className={iconClass}>
      <ShieldCheck size={18} />
    </Link>
  );
}
