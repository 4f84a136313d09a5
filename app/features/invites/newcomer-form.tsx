import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-router';
import { type JoinSettingsDto, joinLimits } from '#contract/invites';
import { m } from '#i18n';
import type { FailedForm, Form as PostedForm } from '../../lib/forms.ts';
import { useFormState } from '../../lib/form-state.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { TextArea } from '../../ui/text-area.tsx';

const numbers = Array.from({ length: joinLimits.questionsMax }, (_, index) => index);

/** What newcomers meet: rules, questions, and whether they wait. Posts `intent=newcomers`. */
export function NewcomerForm({
  settings,
  failed,
}: {
  settings: JoinSettingsDto;
  failed: FailedForm | undefined;
}) {
  const form = useFormState(failed, ['rules', ...numbers.map((index) => `questions.${index}`)]);
  // Without JavaScript there is always an empty one to fill in, as long as there may be more.
  const [shown, setShown] = useState(Math.min(settings.questions.length + 1, joinLimits.questionsMax));
  return (
    <Form method="post" noValidate ref={form.ref} className="grid gap-6">
      <FormMessage>{form.message}</FormMessage>
      <TextArea
        form={form}
        name="rules"
        rows={6}
        label={m.joining_rules_label()}
        hint={m.joining_rules_hint()}
        defaultValue={settings.rules}
        maxLength={joinLimits.rulesMax}
      />
      <fieldset className="grid gap-3">
        <legend className="text-note font-medium">{m.joining_questions()}</legend>
        <p className="mb-1 text-small text-faint">{m.joining_questions_note()}</p>
        {numbers.slice(0, shown).map((index) => (
          <TextField
            key={index}
            form={form}
            name={`questions.${index}`}
            label={m.joining_question({ number: index + 1 })}
            optional={m.ui_optional()}
            defaultValue={settings.questions[index] ?? ''}
            maxLength={joinLimits.questionMax}
            autoComplete="off"
          />
        ))}
        {shown < joinLimits.questionsMax && (
          <Button
            look="quiet"
            className="needs-js -ms-4 justify-self-start"
            onClick={() => setShown(shown + 1)}
          >
            <Plus size={17} aria-hidden /> {m.joining_question_add()}
          </Button>
        )}
      </fieldset>
      <Checkbox
        name="approval"
        label={m.joining_approval()}
        note={m.joining_approval_note()}
        defaultChecked={settings.approval}
      />
      <div>
        <SubmitButton intent="newcomers">{m.ui_save()}</SubmitButton>
      </div>
    </Form>
  );
}

/** The fields of {@link NewcomerForm} as the service takes them: questions that were left empty are none. */
export function readNewcomers(form: PostedForm) {
  return {
    rules: form.text('rules'),
    questions: numbers.map((index) => form.text(`questions.${index}`)).filter((text) => text.trim() !== ''),
    approval: form.checked('approval'),
  };
}
