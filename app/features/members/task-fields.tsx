import { accountLimits } from '#contract/accounts';
import { auditLimits } from '#contract/audit';
import {
  banDurations,
  banSweeps,
  memberLimits,
  timeoutDurations,
  type MemberProfile,
} from '#contract/members';
import { m } from '#i18n';
import { duration } from '../../lib/dates.ts';
import type { FormState } from '../../lib/form-state.ts';
import { Select, TextField } from '../../ui/field.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import type { MemberTask } from './tasks.ts';

/** The fields of each task, in the order in which problems are told. */
export const taskFields: Record<MemberTask, readonly string[]> = {
  nickname: ['nickname'],
  timeout: ['seconds', 'reason'],
  untimeout: [],
  kick: ['reason'],
  ban: ['seconds', 'sweep', 'reason'],
  unban: [],
  transfer: ['password'],
};

export function TaskFields({
  task,
  profile,
  form,
}: {
  task: MemberTask;
  profile: MemberProfile;
  form: FormState;
}) {
  switch (task) {
    case 'nickname':
      return (
        <TextField
          form={form}
          name="nickname"
          label={m.act_nickname_label()}
          defaultValue={profile.member?.nickname ?? ''}
          placeholder={profile.account.displayName}
          maxLength={memberLimits.nicknameMax}
          autoComplete="off"
        />
      );
    case 'timeout':
      return (
        <>
          <Select
            form={form}
            name="seconds"
            label={m.act_timeout_for()}
            defaultValue="600"
            options={timeoutDurations.map((seconds) => ({
              value: String(seconds),
              label: duration(seconds),
            }))}
          />
          <ReasonField form={form} />
        </>
      );
    case 'kick':
      return <ReasonField form={form} />;
    case 'ban':
      return <BanFields form={form} />;
    case 'transfer':
      return (
        <PasswordField
          form={form}
          name="password"
          label={m.act_transfer_password()}
          autoComplete="current-password"
          required
          maxLength={accountLimits.passwordMax}
        />
      );
    default:
      return null;
  }
}

/** How long, what goes, and why. */
export function BanFields({ form }: { form: FormState }) {
  return (
    <>
      <div className="grid gap-4 tablet:grid-cols-2">
        <Select
          form={form}
          name="seconds"
          label={m.act_ban_for()}
          defaultValue=""
          options={banDurations
            .toReversed()
            .map((seconds) =>
              seconds === null
                ? { value: '', label: m.act_ban_good() }
                : { value: String(seconds), label: duration(seconds) },
            )}
        />
        <Select
          form={form}
          name="sweep"
          label={m.act_ban_sweep()}
          defaultValue="0"
          options={banSweeps.map((seconds) => ({
            value: String(seconds),
            label: seconds === 0 ? m.act_ban_sweep_none() : m.act_ban_sweep_last({ time: duration(seconds) }),
          }))}
        />
      </div>
      <ReasonField form={form} />
    </>
  );
}

function ReasonField({ form }: { form: FormState }) {
  return (
    <TextField
      form={form}
      name="reason"
      label={m.act_reason()}
      optional={m.ui_optional()}
      hint={m.act_reason_hint()}
      maxLength={auditLimits.reasonMax}
      autoComplete="off"
    />
  );
}
