import type { ReactNode } from 'react';
import type { AccountDto } from '#contract/accounts';
import { Avatar } from '../../ui/avatar.tsx';

/** A person with their names, and a fact or two below. */
export function PersonLine({ account, note }: { account: AccountDto; note?: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-1 items-center gap-3">
      <Avatar id={account.id} name={account.displayName} />
      <div className="min-w-0">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <bdi className="name font-medium">{account.displayName}</bdi>
          {account.username !== account.displayName && (
            <bdi className="name text-small text-faint">{account.username}</bdi>
          )}
        </p>
        {note && <p className="text-small text-soft">{note}</p>}
      </div>
    </div>
  );
}
