import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router';
import { answer, missing, submit } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';

/** A message that an address names. */
interface Named {
  channelId: string;
  messageId: string;
}

/** What the page of a message's reactions shows. */
export const loadReactions = (args: LoaderFunctionArgs, { channelId, messageId }: Named) =>
  answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { messages } = await services.messages.getPage(ctx, { channelId, around: messageId });
    const message = messages.find(({ id }) => id === messageId);
    if (!message) throw missing();
    const who = await Promise.all(
      (message.reactions ?? []).map(({ emoji }) =>
        services.reactions.listReactors(ctx, { messageId, emoji }),
      ),
    );
    return { message, who: who.map(({ reactors }) => reactors.map(({ author }) => author)) };
  });

/** The page's forms: `add` and `remove`, each with the emoji behind it or in a field. */
export const changeReactions = (args: ActionFunctionArgs, { messageId }: Named) =>
  submit(args, async ({ services, ctx }, form) => {
    const [intent, chosen] = form.text('intent').split(' ');
    const input = { messageId, emoji: chosen ?? form.text('emoji').trim() };
    if (intent === 'add') await services.reactions.addReaction(ctx, input);
    else if (intent === 'remove') await services.reactions.removeReaction(ctx, input);
    else throw missing();
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), 303);
  });
