import { Form, redirect } from 'react-router';
import { type ReactionDto, reactionLimits } from '#contract/reactions';
import { m } from '#i18n';
import { CommunityPage } from '../../features/communities/community-page.tsx';
import { shownName } from '../../features/members/names.ts';
import { MarkdownTree } from '../../features/messages/markdown-tree.tsx';
import { PlainText } from '../../features/messages/plain-text.tsx';
import { count as countText } from '../../lib/numbers.ts';
import { useFormState } from '../../lib/form-state.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, missing, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireViewer } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/reactions';

/** What most people look for; the field takes any other. */
const common = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

export const meta: Route.MetaFunction = () => pageTitle(m.reactions_page());

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireViewer(scope, args.request);
    const { services, ctx } = scope;
    const { channelId, messageId } = args.params;
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
}

export async function action(args: Route.ActionArgs) {
  return submit(args, async ({ services, ctx }, form) => {
    const { communityId, channelId, messageId } = args.params;
    const [intent, chosen] = form.text('intent').split(' ');
    const input = { messageId, emoji: chosen ?? form.text('emoji').trim() };
    if (intent === 'add') await services.reactions.addReaction(ctx, input);
    else if (intent === 'remove') await services.reactions.removeReaction(ctx, input);
    else throw missing();
    return redirect(`/c/${communityId}/${channelId}/${messageId}/reactions`, 303);
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

/** A message’s reactions without JavaScript: who reacted, and forms to add or take back. */
export default function Reactions({ loaderData, actionData, params }: Route.ComponentProps) {
  const { message, who } = loaderData;
  const reactions = message.reactions ?? [];
  const others = common.filter((emoji) => !reactions.some((each) => each.emoji === emoji));
  const form = useFormState(actionData, ['emoji']);
  return (
    <CommunityPage
      title={m.reactions_page()}
      back={`/c/${params.communityId}/${params.channelId}/${message.id}`}
    >
      <FormMessage>{form.message}</FormMessage>
      <div className="message-text mb-6 rounded-l bg-panel p-3.5">
        {message.tree ? <MarkdownTree blocks={message.tree} /> : <PlainText text={message.body ?? ''} />}
      </div>
      {reactions.length > 0 && (
        <ul className="mb-6 grid gap-3">
          {reactions.map((reaction, index) => (
            <li key={reaction.emoji} className="flex items-start gap-3">
              <Form method="post">
                <SubmitButton
                  intent={`${reaction.mine ? 'remove' : 'add'} ${reaction.emoji}`}
                  look={reaction.mine ? 'primary' : 'secondary'}
                  aria-label={labelOf(reaction)}
                >
                  <span className="emoji">{reaction.emoji}</span> {countText(reaction.count)}
                </SubmitButton>
              </Form>
              <p className="min-w-0 py-2 text-note text-soft">
                {who[index]?.map((author, n) => (
                  <span key={author.id}>
                    {n > 0 && ', '}
                    <bdi>{shownName(author)}</bdi>
                  </span>
                ))}
                {reaction.count > (who[index]?.length ?? 0) && ' …'}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p className="mb-3 text-note text-soft">{m.reactions_page_intro()}</p>
      {reactions.length < reactionLimits.kindsMax && (
        <Form method="post" ref={form.ref} className="grid gap-5">
          <p className="flex flex-wrap gap-2">
            {others.map((emoji) => (
              <SubmitButton
                key={emoji}
                intent={`add ${emoji}`}
                look="secondary"
                aria-label={m.reactions_with({ emoji })}
              >
                <span className="emoji">{emoji}</span>
              </SubmitButton>
            ))}
          </p>
          <TextField name="emoji" label={m.reactions_page_other()} form={form} autoComplete="off" />
          <SubmitButton intent="add">{m.reactions_page_react()}</SubmitButton>
        </Form>
      )}
    </CommunityPage>
  );
}

const labelOf = ({ emoji, count, mine }: ReactionDto): string =>
  (mine ? m.reactions_one_mine : m.reactions_one)({ emoji, count: countText(count) });
