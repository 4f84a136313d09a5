import type { PresenceState } from '#contract/presence';
import { m } from '#i18n';

const texts: Record<PresenceState, () => string> = {
  online: m.presence_online,
  idle: m.presence_idle,
  dnd: m.presence_dnd,
  offline: m.presence_offline,
};

/** How somebody is, for who hears the page. */
export function PresenceText({ state }: { state: PresenceState | undefined }) {
  return state && <span className="sr-only">, {texts[state]()}</span>;
}
