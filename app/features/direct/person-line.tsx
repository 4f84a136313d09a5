import type { ReactNode } from 'react';
import type { AccountDto } from '#contract/accounts';
import { Avatar } from '../../ui/avatar.tsx';

/** Somebody in a list, with what can be done. */
export function PersonLine({
  account,
  note,
  children,
}: {
  account: AccountDto;
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li
      tabIndex={-1}
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-m bg-panel p-3"
      data-person={account.id}
    >
      <Avatar id={account.id} name={account.displayName} />
      <span className="min-w-32 flex-1">
        <bdi className="name block truncate font-medium">{account.displayName}</bdi>
        <span className="block truncate text-small text-faint">
          <bdi>@{account.username}</bdi>
          {note && <> · {note}</>}
        </span>
      </span>
      {children && <span className="flex min-w-0 flex-wrap gap-1.5 tablet:justify-end">{children}</span>}
    </li>
  );
}
