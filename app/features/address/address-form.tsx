import { CircleAlert, CircleCheck, CircleDashed, Globe, House } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Form, Link } from 'react-router';
import type { AddressDto } from '#contract/address';
import { m } from '#i18n';
import { useFormState } from '../../lib/form-state.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { RadioCards } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { CheckedAddress } from './address-action.ts';
import type { CheckLine } from './finding-texts.ts';

interface Props {
  address: AddressDto | null;
  /** The name that the visitor used, where it may be one for the home network. */
  homeName: string;
  checked: CheckedAddress | undefined;
  failed: FailedForm | undefined;
  submit: string;
}

/** Where people find this instance: at home or by a domain, looked at before it is set. */
export function AddressForm({ address, homeName, checked, failed, submit }: Props): ReactNode {
  const form = useFormState(failed, ['name']);
  const first = checked?.mode ?? (failed?.values['mode'] === 'domain' ? 'domain' : (address?.mode ?? 'lan'));
  const [mode, setMode] = useState(first);
  // A name that was refused belongs to whichever field it was typed in.
  const field = (name: 'domain' | 'lanName') => ({
    ...form,
    problem: (asked: string) =>
      asked === name && (name === 'domain') === (mode === 'domain')
        ? form.problem('name') && m.address_name_invalid()
        : undefined,
    first: form.first && (mode === 'domain' ? 'domain' : 'lanName'),
  });
  return (
    <Form method="post" noValidate ref={form.ref} className="group/address grid gap-5">
      <FormMessage>{form.message}</FormMessage>
      <RadioCards
        name="mode"
        legend={m.address_mode()}
        defaultValue={first}
        onChange={setMode}
        options={[
          { value: 'lan', label: m.address_lan(), note: m.address_lan_note(), icon: <House size={18} /> },
          {
            value: 'domain',
            label: m.address_domain(),
            note: m.address_domain_note(),
            icon: <Globe size={18} />,
          },
        ]}
      />
      <div className="group-has-[[value=domain]:checked]/address:hidden">
        <TextField
          form={field('lanName')}
          name="lanName"
          label={m.address_lan_name()}
          hint={
            <>
              {m.address_lan_name_hint()}{' '}
              <Link to="/trust" className="link">
                {m.trust_link()}
              </Link>
            </>
          }
          defaultValue={
            checked?.mode === 'lan' ? checked.name : address?.mode === 'lan' ? address.name : homeName
          }
          {...nameInput}
        />
      </div>
      <div className="group-has-[[value=lan]:checked]/address:hidden">
        <TextField
          form={field('domain')}
          name="domain"
          label={m.address_domain_name()}
          hint={m.address_domain_name_hint()}
          placeholder="chat.example.org"
          defaultValue={
            checked?.mode === 'domain' ? checked.name : address?.mode === 'domain' ? address.name : ''
          }
          {...nameInput}
        />
      </div>
      {checked && checked.mode === mode && <Report name={checked.name} lines={checked.lines} />}
      <div className="flex flex-wrap gap-2">
        {checked && checked.mode === mode && <SubmitButton intent="save">{submit}</SubmitButton>}
        <SubmitButton intent="check" look={checked && checked.mode === mode ? 'secondary' : 'primary'}>
          {checked && checked.mode === mode ? m.address_check_again() : m.address_check()}
        </SubmitButton>
      </div>
    </Form>
  );
}

const nameInput = {
  autoCapitalize: 'off',
  autoComplete: 'off',
  spellCheck: false,
  inputMode: 'url',
  dir: 'ltr',
  maxLength: 253,
} as const;

const marks = {
  ok: <CircleCheck size={18} className="text-success" aria-hidden />,
  warn: <CircleAlert size={18} className="text-danger" aria-hidden />,
  skipped: <CircleDashed size={18} className="text-faint" aria-hidden />,
};
const words = { ok: m.address_verdict_ok, warn: m.address_verdict_warn, skipped: m.address_verdict_skipped };

function Report({ name, lines }: { name: string; lines: CheckLine[] }): ReactNode {
  return (
    <section role="status" aria-label={m.address_report({ name })} className="rounded-m bg-hover p-4">
      <h2 className="mb-3 font-medium" dir="auto">
        {m.address_report({ name })}
      </h2>
      <ul className="grid gap-2.5">
        {lines.map(({ check, title, verdict, text }) => (
          <li key={check} className="flex gap-2.5">
            <span className="mt-0.5 flex-none">{marks[verdict]}</span>
            <div className="min-w-0 text-note">
              <p className="font-medium">
                {title} <span className="sr-only">{words[verdict]()}</span>
              </p>
              {text && <p className="text-soft">{text}</p>}
            </div>
          </li>
        ))}
      </ul>
      {lines.some(({ verdict }) => verdict !== 'ok') && (
        <p className="mt-3 text-small text-soft">{m.address_report_note()}</p>
      )}
    </section>
  );
}
