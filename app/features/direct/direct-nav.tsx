import { PanelLeftClose, SquarePen, UsersRound } from 'lucide-react';
import { use } from 'react';
import { Link, NavLink } from 'react-router';
import type { ViewerDto } from '#contract/accounts';
import { m } from '#i18n';
import { useClientState } from '../../realtime/hooks.ts';
import { useDirects } from '../../realtime/direct-hooks.ts';
import { IconButton, iconClass } from '../../ui/button.tsx';
import { CountBadge } from '../../ui/count-badge.tsx';
import { ShellContext } from '../communities/shell-controls.tsx';
import { DirectRow } from './direct-row.tsx';

/** Friends, and one's conversations: the last active first, requests apart. */
export function DirectNav({ viewer }: { viewer: ViewerDto }) {
  const { toggle } = use(ShellContext);
  const conversations = useDirects();
  const asked = useClientState(
    (state) => Object.values(state.relations).filter((each) => each.state === 'incoming').length,
  );
  const requests = conversations.filter(({ answer }) => answer === 'waiting');
  const open = conversations.filter(({ answer }) => answer === 'accepted');
  return (
    <>
      <header className="flex h-(--header) flex-none items-center gap-0.5 ps-4 pe-1">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{m.direct_title()}</h2>
        <IconButton
          label={m.shell_hide_sidebar()}
          className="needs-js max-tablet:hidden"
          onClick={() => toggle('sidebar')}
        >
          <PanelLeftClose size={17} />
        </IconButton>
      </header>
      <nav aria-label={m.direct_title()} className="min-h-0 flex-1 overflow-y-auto px-2 pt-1 pb-3">
        <ul>
          <li>
            <NavLink to="/dm" end className="nav-row">
              <UsersRound size={18} className="flex-none opacity-80" aria-hidden />
              <span className="min-w-0 flex-1 truncate">{m.friends_title()}</span>
              <CountBadge count={asked} />
            </NavLink>
          </li>
        </ul>
        {requests.length > 0 && (
          <section aria-labelledby="direct-requests" className="mt-4">
            <h3 id="direct-requests" className="mb-1 px-2 text-small font-semibold text-soft">
              {m.direct_requests()}
            </h3>
            <ul>
              {requests.map((each) => (
                <DirectRow key={each.id} conversation={each} viewerId={viewer.id} />
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="direct-open" className="mt-4">
          <div className="mb-1 flex items-center ps-2">
            <h3 id="direct-open" className="min-w-0 flex-1 text-small font-semibold text-soft">
              {m.direct_conversations()}
            </h3>
            <Link
              to="/dm/new"
              aria-label={m.direct_new_group()}
              title={m.direct_new_group()}
              className={iconClass}
            >
              <SquarePen size={16} />
            </Link>
          </div>
          <ul>
            {open.map((each) => (
              <DirectRow key={each.id} conversation={each} viewerId={viewer.id} />
            ))}
          </ul>
          {open.length === 0 && <p className="px-2 py-1 text-note text-faint">{m.direct_none()}</p>}
        </section>
      </nav>
    </>
  );
}
