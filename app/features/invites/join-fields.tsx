import { CircleAlert } from 'lucide-react';
import { joinLimits, type InvitePreviewDto } from '#contract/invites';
import { m } from '#i18n';
import type { Form } from '../../lib/forms.ts';
import type { FormState } from '../../lib/form-state.ts';
import { useField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { MarkdownTree } from '../messages/markdown-tree.tsx';
import { PlainText } from '../messages/plain-text.tsx';

/** Names of the fields of {@link JoinFields}, in order. */
export const joinFieldNames = (questions: readonly string[]): string[] => [
  ...questions.map((_, index) => `answers.${index}.answer`),
  'acceptsRules',
];

/** What a community wants of newcomers: answers to its questions, and a yes to its rules. Nothing when it wants nothing. */
export function JoinFields({
  invite: { rules, questions },
  form,
}: {
  invite: Pick<InvitePreviewDto, 'rules' | 'questions'>;
  form: FormState;
}) {
  return (
    <>
      {questions.map((question, index) => (
        <div key={`${index} ${question}`}>
          <input type="hidden" name={`answers.${index}.question`} value={question} />
          <TextArea
            form={form}
            name={`answers.${index}.answer`}
            label={<bdi>{question}</bdi>}
            rows={2}
            required
            maxLength={joinLimits.answerMax}
          />
        </div>
      ))}
      {rules && (
        <div className="grid gap-2 text-start">
          <h2 className="text-note font-medium">{m.join_rules()}</h2>
          <div
            role="region"
            aria-label={m.join_rules()}
            tabIndex={0}
            className="message-text max-h-64 overflow-y-auto rounded-m bg-panel px-3.5 py-3 text-note"
          >
            {rules.tree ? <MarkdownTree blocks={rules.tree} /> : <PlainText text={rules.body} />}
          </div>
          <AcceptRules form={form} />
        </div>
      )}
    </>
  );
}

function AcceptRules({ form }: { form: FormState }) {
  const { id, problem, input } = useField({ name: 'acceptsRules', form, hint: undefined });
  return (
    <div>
      <label className="flex items-start gap-3 py-1 pointer-coarse:py-2.5">
        <input
          type="checkbox"
          required
          defaultChecked={form.value('acceptsRules') !== undefined}
          className="mt-0.5 size-4.5 flex-none"
          {...input}
        />
        <span className="font-medium">{m.join_accept_rules()}</span>
      </label>
      {problem && (
        <p id={`${id}-problem`} className="flex items-start gap-1.5 text-small font-medium text-danger">
          <CircleAlert size={15} className="mt-px flex-none" aria-hidden />
          {problem}
        </p>
      )}
    </div>
  );
}

/** The fields of {@link JoinFields} as the services take them. */
export function readJoining(form: Form) {
  const answers = Array.from({ length: joinLimits.questionsMax }, (_, index) => ({
    question: form.text(`answers.${index}.question`),
    answer: form.text(`answers.${index}.answer`),
  }));
  return {
    acceptsRules: form.checked('acceptsRules'),
    answers: answers.filter(({ question }) => question !== ''),
  };
}
