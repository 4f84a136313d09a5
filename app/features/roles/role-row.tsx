import { ArrowDown, ArrowUp, Copy, GripVertical, Lock, Trash2, Users } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef } from 'react';
import { Form, Link } from 'react-router';
import type { RoleDetails } from '#contract/roles';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { IconButton, iconClass } from '../../ui/button.tsx';
import { RoleBadge } from './role-badge.tsx';

/** The role that a key or a button has just moved: its row may have changed places, and takes the focus along. */
let carried: { roleId: string; part: string } | null = null;

/** A role in the list: where it leads, and what can be done with it from here. */
export function RoleRow({
  role,
  index,
  base,
  mayRise,
  mayFall,
  onStep,
  onDelete,
}: {
  role: RoleDetails;
  index: number;
  base: string;
  mayRise: boolean;
  mayFall: boolean;
  onStep: (by: -1 | 1) => void;
  onDelete: (event: MouseEvent) => void;
}) {
  const row = useRef<HTMLLIElement>(null);
  const name = isolate(role.name);

  useLayoutEffect(() => {
    if (carried?.roleId !== role.id) return;
    const { part } = carried;
    carried = null;
    const wanted = row.current?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`);
    (wanted ?? row.current?.querySelector<HTMLElement>('a'))?.focus();
  }, [role.id, index]);

  function step(by: -1 | 1, part: string) {
    carried = { roleId: role.id, part };
    onStep(by);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!role.isBelow || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    step(event.key === 'ArrowUp' ? -1 : 1, 'link');
  }

  return (
    <li
      ref={row}
      data-role={role.id}
      data-movable={role.isBelow || undefined}
      className="role-row group relative flex min-h-12 items-center gap-2 rounded-base ps-1 pe-2 hover:bg-hover"
    >
      <span
        aria-hidden
        className={cx(
          'grid w-5 flex-none place-items-center text-faint',
          role.isBelow && 'pointer-coarse:hidden',
        )}
      >
        {role.isBelow ? <GripVertical size={16} className="cursor-grab" /> : <Lock size={13} />}
      </span>
      <Link
        to={`${base}/${role.id}`}
        data-part="link"
        draggable={false}
        aria-keyshortcuts={role.isBelow ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        onKeyDown={onKeyDown}
        className="flex min-h-11 min-w-0 flex-1 items-center font-medium"
        {...(!role.isBelow && { title: m.role_above() })}
      >
        <RoleBadge role={role} />
        {!role.isBelow && <span className="sr-only"> ({m.role_above()})</span>}
      </Link>
      <Link
        to={`${base}/${role.id}/members`}
        aria-label={`${m.role_members_count({ count: role.memberCount })}: ${name}`}
        className="flex flex-none items-center gap-1.5 rounded-base px-2 py-1 text-note text-soft tabular-nums hover:bg-hover hover:text-text"
      >
        <Users size={14} aria-hidden /> {role.memberCount}
      </Link>
      {role.isBelow && (
        <Form method="post" className="flex flex-none">
          <IconButton
            type="submit"
            name="intent"
            value={`move:${role.id}:${index - 1}`}
            label={m.role_move_up_one({ name })}
            data-part="up"
            disabled={!mayRise}
            className="disabled:opacity-30"
            onClick={(event) => {
              event.preventDefault();
              step(-1, 'up');
            }}
          >
            <ArrowUp size={16} />
          </IconButton>
          <IconButton
            type="submit"
            name="intent"
            value={`move:${role.id}:${index + 1}`}
            label={m.role_move_down_one({ name })}
            data-part="down"
            disabled={!mayFall}
            className="disabled:opacity-30"
            onClick={(event) => {
              event.preventDefault();
              step(1, 'down');
            }}
          >
            <ArrowDown size={16} />
          </IconButton>
          <IconButton
            type="submit"
            name="intent"
            value={`duplicate:${role.id}`}
            label={m.role_duplicate_one({ name })}
            disabled={!role.mayHandOut}
            className="disabled:opacity-30 max-tablet:hidden"
          >
            <Copy size={15} />
          </IconButton>
          <Link
            to={`${base}/${role.id}?delete`}
            aria-label={m.role_delete_one({ name })}
            title={m.role_delete_one({ name })}
            className={`${iconClass} max-tablet:hidden`}
            onClick={onDelete}
          >
            <Trash2 size={15} />
          </Link>
        </Form>
      )}
    </li>
  );
}
