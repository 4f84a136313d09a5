import { redirect } from 'react-router';
import type { RequestScope } from '#server/http/request-scope.ts';
import type { Form } from '../../lib/forms.ts';
import { missing } from '../../lib/respond.ts';
import { conversationAddress } from './names.ts';

/** Does what one of `RelationButtons` asks; where that leads, or undefined: back to where it was pressed. */
export async function relate({ services, ctx }: RequestScope, form: Form): Promise<Response | undefined> {
  const [act, accountId = ''] = form.text('intent').split(':');
  const { friends, conversations } = services;
  if (act === 'accept') await friends.acceptFriend(ctx, { accountId });
  else if (act === 'remove') await friends.removeFriend(ctx, { accountId });
  else if (act === 'block') await friends.blockAccount(ctx, { accountId });
  else if (act === 'unblock') await friends.unblockAccount(ctx, { accountId });
  else if (act === 'add') await friends.addFriend(ctx, { accountId });
  else if (act === 'message')
    return redirect(conversationAddress((await conversations.startDirect(ctx, { accountId })).id));
  else throw missing();
  return undefined;
}
