import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from 'react-router';
import { answer, missing, submit } from '../../lib/respond.ts';
import { requireViewer } from '../../lib/viewer.ts';

/** A message that an address names. */
interface Named {
  channelId: string;
  messageId: string;
}

/** What the page of a poll shows. */
export const loadPoll = (args: LoaderFunctionArgs, { channelId, messageId }: Named) =>
  answer(args, async (scope) => {
    const viewer = requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { messages } = await services.messages.getPage(ctx, { channelId, around: messageId });
    const message = messages.find(({ id }) => id === messageId);
    if (!message?.poll) throw missing();
    return { message, poll: message.poll, isAuthor: message.author?.id === viewer.id, now: Date.now() };
  });

/** The page's forms: `vote` and `retract`, with the answer behind it, and `end`. */
export const changePoll = (args: ActionFunctionArgs, { messageId }: Named) =>
  submit(args, async ({ services, ctx }, form) => {
    const [intent, chosen] = form.text('intent').split(' ');
    const input = { messageId, answer: Number(chosen) };
    if (intent === 'vote') await services.polls.votePoll(ctx, input);
    else if (intent === 'retract') await services.polls.retractVote(ctx, input);
    else if (intent === 'end') await services.polls.endPoll(ctx, { messageId });
    else throw missing();
    return redirect(new URL(args.request.url).pathname.replace(/\.data$/, ''), 303);
  });
