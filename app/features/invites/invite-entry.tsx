import { ArrowRight } from 'lucide-react';
import { Form } from 'react-router';
import { m } from '#i18n';
import { Button } from '../../ui/button.tsx';
import { inputClass } from '../../ui/field.tsx';

/** Takes a pasted invite and goes to it. Posts to the start page. */
export function InviteEntry() {
  return (
    <Form method="post" action="/?index" className="grid gap-1.5">
      <label htmlFor="pasted-invite" className="text-note font-medium">
        {m.invite_paste()}
      </label>
      <div className="flex gap-2">
        <input
          id="pasted-invite"
          name="invite"
          required
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          placeholder={m.invite_paste_example()}
          className={inputClass}
        />
        <Button type="submit" aria-label={m.invite_open()} title={m.invite_open()}>
          <ArrowRight size={18} className="rtl:-scale-x-100" />
        </Button>
      </div>
    </Form>
  );
}
