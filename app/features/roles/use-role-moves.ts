import { type RefObject, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useFetcher } from 'react-router';
import type { RoleDetails } from '#contract/roles';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { useFailureToast } from '../../ui/use-failure-toast.ts';

/** The list with one role at `index` among the others. */
function withRoleAt(roles: readonly RoleDetails[], roleId: string, index: number): RoleDetails[] {
  const role = roles.find(({ id }) => id === roleId);
  const rest = roles.filter(({ id }) => id !== roleId);
  if (role) rest.splice(index, 0, role);
  return rest;
}

const textOf = (value: FormDataEntryValue | null | undefined): string =>
  typeof value === 'string' ? value : '';

/**
 * The roles that have a place, the highest first, with a move that is on its way; and ways to move them: by dragging
 * within `list`, and by steps.
 */
export function useRoleMoves(
  list: RefObject<HTMLElement | null>,
  given: readonly RoleDetails[],
  action: string,
) {
  const fetcher = useFetcher();
  useFailureToast(fetcher.data);
  const [announcement, setAnnouncement] = useState('');
  const sent = fetcher.formData;
  const roles = useMemo(() => {
    const [, roleId = '', index = ''] = textOf(sent?.get('intent')).split(':');
    return roleId ? withRoleAt(given, roleId, Number(index)) : given;
  }, [given, sent]);

  function place(roleId: string, index: number) {
    const role = roles.find(({ id }) => id === roleId);
    const from = roles.findIndex(({ id }) => id === roleId);
    if (!role || from === index) return;
    // What one passes, or comes to the place of, must be below the viewer as well.
    if (roles.slice(Math.min(from, index)).some(({ isBelow }) => !isBelow)) {
      setAnnouncement(m.role_edge());
      return;
    }
    setAnnouncement(m.role_moved({ name: isolate(role.name), position: index + 1, count: roles.length }));
    void fetcher.submit({ intent: `move:${roleId}:${index}`, stay: '1' }, { method: 'post', action });
  }

  function step(roleId: string, by: -1 | 1) {
    const index = roles.findIndex(({ id }) => id === roleId) + by;
    if (index < 0 || index >= roles.length) setAnnouncement(m.role_edge());
    else place(roleId, index);
  }

  const drop = useEffectEvent(place);
  useEffect(() => {
    // A finger drags to scroll; on a touch screen the buttons move roles.
    if (!window.matchMedia('(hover: hover)').matches) return;
    let gone = false;
    let stop: (() => void) | undefined;
    void import('./drag-roles.ts').then(({ dragRoles }) => {
      if (!gone && list.current) stop = dragRoles(list.current, (roleId, index) => drop(roleId, index));
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [list, roles]);

  return { roles, step, announcement };
}
