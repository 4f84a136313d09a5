import { Search } from 'lucide-react';
import { useState } from 'react';
import type { Permission } from '#contract/permissions';
import { m } from '#i18n';
import { inputClass } from '../../ui/field.tsx';
import { CheckRow } from './check-row.tsx';
import { permissionGroups, permissionTexts } from './permission-texts.ts';

/** All permissions as boxes, `permission:<name>`, with a search. Those that the viewer lacks cannot be changed. */
export function PermissionChecks({
  granted,
  held,
  fixed,
}: {
  granted: readonly Permission[];
  held: readonly Permission[];
  /** None can be changed, and why. */
  fixed?: string | undefined;
}) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const isShown = (permission: Permission) => {
    const { name, note } = permissionTexts[permission];
    return `${name()} ${note?.() ?? ''}`.toLocaleLowerCase().includes(wanted);
  };
  const isNothing = !permissionGroups.some(({ permissions }) => permissions.some(isShown));
  return (
    <div>
      <label className="needs-js relative mb-4 block">
        <span className="sr-only">{m.perm_search()}</span>
        <Search
          size={17}
          aria-hidden
          className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-faint"
        />
        <input
          type="search"
          className={`${inputClass} ps-10`}
          placeholder={m.perm_search()}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
      </label>
      <p role="status" className="text-note text-soft">
        {isNothing && m.perm_search_none()}
      </p>
      {permissionGroups.map(({ key, title, permissions }) => (
        <fieldset key={key} className={permissions.some(isShown) ? '-mx-2 mb-5' : 'hidden'}>
          <legend className="mb-1 px-2 text-small font-medium text-faint">{title()}</legend>
          {permissions.map((permission) => (
            <CheckRow
              key={permission}
              name={`permission:${permission}`}
              label={permissionTexts[permission].name()}
              note={permissionTexts[permission].note?.()}
              checked={granted.includes(permission)}
              fixed={fixed ?? (held.includes(permission) ? undefined : m.perm_lacking())}
              hidden={!isShown(permission)}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
