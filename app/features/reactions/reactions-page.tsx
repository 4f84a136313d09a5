import { Form } from 'react-router';
import type { AuthorDto, MessageDto } from '#contract/messages';
import { reactionLimits } from '#contract/reactions';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { count as countText } from '../../lib/numbers.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { CommunityPage } from '../communities/community-page.tsx';
import { shownName } from '../members/names.ts';
import { MarkdownTree } from '../messages/markdown-tree.tsx';
import { PlainText } from '../messages/plain-text.tsx';
import { reactionLabel } from './reaction-chip.tsx';

/** What most people look for; the field takes any other. */
const common = ['👍', '❤️', '😂', '🎉', '🙏', '👀'];

interface Props {
  message: MessageDto;
  /** Those who reacted, for each of its reactions; the first of many. */
  who: readonly (readonly AuthorDto[])[];
  failed: FailedForm | undefined;
  /** Of the channel. */
  address: string;
}

/** A message’s reactions without JavaScript: who reacted, and forms to add or take back. */
export function ReactionsPage({ message, who, failed, address }: Props) {
  const form = useFormState(failed, ['emoji']);
  const reactions = message.reactions ?? [];
  const others = common.filter((emoji) => !reactions.some((each) => each.emoji === emoji));
  return (
    <CommunityPage title={m.reactions_page()} back={`${address}/${message.id}`}>
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
                  aria-label={reactionLabel(reaction)}
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
        <>
          <Form method="post" className="mb-6 flex flex-wrap gap-2">
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
          </Form>
          <Form method="post" ref={form.ref} className="grid gap-4">
            <TextField name="emoji" label={m.reactions_page_other()} form={form} autoComplete="off" />
            <SubmitButton intent="add">{m.reactions_page_react()}</SubmitButton>
          </Form>
        </>
      )}
    </CommunityPage>
  );
}
