import type { AccountDto } from '#contract/accounts';
import { Avatar } from '../../ui/avatar.tsx';

/** Several people, each with a box to tick: `member:<id>`. */
export function FriendChoice({ legend, people }: { legend: string; people: readonly AccountDto[] }) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-note font-medium">{legend}</legend>
      <ul className="grid max-h-[420px] gap-0.5 overflow-y-auto rounded-l bg-panel p-1.5">
        {people.map(({ id, username, displayName }) => (
          <li key={id}>
            <label className="flex min-h-11 items-center gap-3 rounded-m px-2 py-1.5 hover:bg-hover has-checked:bg-accent-soft">
              <input
                type="checkbox"
                name={`member:${id}`}
                className="size-[18px] flex-none accent-(--accent-strong)"
              />
              <Avatar id={id} name={displayName} size="medium" />
              <span className="min-w-0 flex-1">
                <bdi className="name block truncate font-medium">{displayName}</bdi>
                <bdi className="name block truncate text-small leading-tight text-faint">@{username}</bdi>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
