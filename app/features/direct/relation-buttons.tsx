import { MessageCircle } from 'lucide-react';
import type { RelationState } from '#contract/friends';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { SubmitButton } from '../../ui/submit-button.tsx';

/**
 * What can be done about somebody, by how one stands to them: buttons of a form whose action is `relate`. `message` is
 * left out where one is in a conversation with them already.
 */
export function RelationButtons({
  accountId,
  name,
  state,
  message = true,
}: {
  accountId: string;
  name: string;
  state: RelationState | undefined;
  message?: boolean;
}) {
  const button = (
    act: string,
    label: string,
    long: string,
    look: 'primary' | 'secondary' | 'quiet' | 'quiet-danger' = 'secondary',
  ) => (
    <SubmitButton intent={`${act}:${accountId}`} look={look} aria-label={long}>
      {label}
    </SubmitButton>
  );
  const named = { name: isolate(name) };
  if (state === 'blocked') return button('unblock', m.friends_unblock(), m.friends_unblock_one(named));
  return (
    <>
      {state === 'incoming' && button('accept', m.friends_accept(), m.friends_accept_one(named), 'primary')}
      {state === 'incoming' && button('remove', m.friends_refuse(), m.friends_refuse_one(named))}
      {message && state !== 'incoming' && state !== 'outgoing' && (
        <SubmitButton
          intent={`message:${accountId}`}
          look="secondary"
          aria-label={m.friends_message_one(named)}
        >
          <MessageCircle size={16} aria-hidden /> {m.friends_message()}
        </SubmitButton>
      )}
      {state === undefined && button('add', m.friends_add(), m.friends_add_one(named))}
      {state === 'outgoing' && button('remove', m.friends_take_back(), m.friends_take_back_one(named))}
      {state === 'friend' && button('remove', m.friends_remove(), m.friends_remove_one(named), 'quiet')}
      {button('block', m.friends_block(), m.friends_block_one(named), 'quiet-danger')}
    </>
  );
}
