import { Ban, MessageCircle, UserPlus, UserRoundCheck, UserRoundMinus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFetcher } from 'react-router';
import type { AccountDto } from '#contract/accounts';
import { m } from '#i18n';
import type { FailedForm } from '../../lib/forms.ts';
import { useClientState, useRelation } from '../../realtime/hooks.ts';

/** On somebody's card: write to them, and how one stands to them. Nothing on one's own. */
export function PersonActions({ account }: { account: AccountDto }): ReactNode {
  const state = useRelation(account.id);
  const own = useClientState(({ viewer }) => viewer.id === account.id);
  const fetcher = useFetcher<FailedForm | null>();
  if (own) return null;
  const button = (act: string, icon: ReactNode, text: string, danger = false): ReactNode => (
    <button
      type="submit"
      name="intent"
      value={`${act}:${account.id}`}
      disabled={fetcher.state !== 'idle'}
      className={`card-act ${danger ? 'text-danger' : ''}`}
    >
      {icon}
      {text}
    </button>
  );
  return (
    <fetcher.Form
      method="post"
      action="/dm?index"
      className="grid grid-cols-2 gap-1 border-t border-line pt-2"
    >
      <input type="hidden" name="stay" value="1" />
      {state !== 'blocked' && button('message', <MessageCircle size={16} aria-hidden />, m.friends_message())}
      {state === undefined && button('add', <UserPlus size={16} aria-hidden />, m.friends_add())}
      {state === 'incoming' && button('accept', <UserRoundCheck size={16} aria-hidden />, m.friends_accept())}
      {state === 'outgoing' &&
        button('remove', <UserRoundMinus size={16} aria-hidden />, m.friends_take_back())}
      {state === 'blocked'
        ? button('unblock', <Ban size={16} aria-hidden />, m.friends_unblock())
        : button('block', <Ban size={16} aria-hidden />, m.friends_block(), true)}
      {fetcher.data?.text && (
        <p role="alert" className="col-span-2 px-2 text-small text-danger">
          {fetcher.data.text}
        </p>
      )}
    </fetcher.Form>
  );
}
