import { Form, redirect } from 'react-router';
import { type InstanceLimits, limitNames, limitRanges } from '#contract/admin';
import { inviteLifetimes } from '#contract/invites';
import { m } from '#i18n';
import { AdminHeading } from '../../features/admin/admin-frame.tsx';
import { duration } from '../../lib/dates.ts';
import { useFormState } from '../../lib/form-state.ts';
import type { Form as PostedForm } from '../../lib/forms.ts';
import { count } from '../../lib/numbers.ts';
import { orUnreachable } from '../../lib/reach.ts';
import { answer, submit } from '../../lib/respond.ts';
import { pageTitle } from '../../lib/title.ts';
import { requireAdmin } from '../../lib/viewer.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { SavedNote } from '../../ui/saved-note.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { Route } from './+types/limits';

export const meta: Route.MetaFunction = () => pageTitle(m.admin_limits(), m.admin_title());

type Name = keyof InstanceLimits;

const texts: Record<Name, { label: () => string; hint: () => string }> = {
  messageLength: { label: m.limit_message_length, hint: m.limit_message_length_hint },
  messagesPerSecond: { label: m.limit_messages_per_second, hint: m.limit_messages_per_second_hint },
  messagesBurst: { label: m.limit_messages_burst, hint: m.limit_messages_burst_hint },
  uploadMegabytes: { label: m.limit_upload, hint: m.limit_upload_hint },
  inviteLifetime: { label: m.limit_invite_lifetime, hint: m.limit_invite_lifetime_hint },
  communitiesPerMember: { label: m.limit_communities, hint: m.limit_communities_hint },
  auditDays: { label: m.limit_audit_days, hint: m.limit_audit_days_hint },
};

export async function loader(args: Route.LoaderArgs) {
  return answer(args, async (scope) => {
    requireAdmin(scope);
    return {
      limits: await scope.services.admin.getLimits(scope.ctx),
      saved: new URL(args.request.url).searchParams.has('saved'),
    };
  });
}

const read = (form: PostedForm) =>
  Object.fromEntries(limitNames.map((name) => [name, form.number(name)])) as Record<Name, number | null>;

export async function action(args: Route.ActionArgs) {
  return submit(args, async (scope, form) => {
    requireAdmin(scope);
    await scope.services.admin.updateLimits(scope.ctx, read(form));
    return redirect('/admin/limits?saved');
  });
}

export const clientAction = ({ serverAction }: Route.ClientActionArgs) => orUnreachable(serverAction);

export default function Limits({ loaderData: { limits, saved }, actionData }: Route.ComponentProps) {
  const form = useFormState(actionData, limitNames);
  const { chosen, defaults } = limits;
  const lifetime = (seconds: number) => (seconds === 0 ? m.limit_never() : duration(seconds));
  return (
    <div className="max-w-[560px]">
      <AdminHeading title={m.admin_limits()}>{m.admin_limits_text()}</AdminHeading>
      <Form method="post" noValidate ref={form.ref} className="grid gap-6">
        <FormMessage>{form.message}</FormMessage>
        {saved && !actionData && <SavedNote />}
        {limitNames.map((name) => {
          const [min, max] = limitRanges[name];
          if (name === 'inviteLifetime')
            return (
              <Select
                key={name}
                form={form}
                name={name}
                label={texts[name].label()}
                hint={texts[name].hint()}
                defaultValue={String(chosen[name] ?? '')}
                options={[
                  { value: '', label: m.limit_default({ value: lifetime(defaults[name]) }) },
                  ...inviteLifetimes.map((seconds) => ({
                    value: String(seconds ?? 0),
                    label: lifetime(seconds ?? 0),
                  })),
                ]}
              />
            );
          return (
            <TextField
              key={name}
              form={form}
              name={name}
              label={texts[name].label()}
              hint={`${texts[name].hint()} ${m.limit_range({ min: count(min), max: count(max), value: count(defaults[name]) })}`}
              inputMode="numeric"
              pattern="\d*"
              defaultValue={chosen[name] ?? ''}
              placeholder={String(defaults[name])}
              className="max-w-40"
            />
          );
        })}
        <div>
          <SubmitButton>{m.ui_save()}</SubmitButton>
        </div>
      </Form>
    </div>
  );
}
