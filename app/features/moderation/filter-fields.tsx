import type { ReactNode } from 'react';
import type { CommunityDto } from '#contract/communities';
import { type FilterDto, filterActions, filterLimits, linkModes } from '#contract/filters';
import { m } from '#i18n';
import type { FormState } from '../../lib/form-state.ts';
import { Checkbox, RadioCards } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { actionText, modeText } from './filter-texts.ts';

export const filterFields = ['name', 'mode', 'patterns', 'mentionMax', 'action', 'notice'] as const;

const actionNotes = {
  block: m.filter_action_block_note,
  hold: m.filter_action_hold_note,
  alert: m.filter_action_alert_note,
};

/** The fields of a rule of one kind. */
export function FilterFields({
  form,
  filter,
  community,
}: {
  form: FormState;
  filter: Omit<FilterDto, 'id'>;
  community: CommunityDto;
}): ReactNode {
  const { kind } = filter;
  return (
    <>
      <TextField
        form={form}
        name="name"
        label={m.filter_name()}
        placeholder={m.filter_name_example()}
        required
        autoComplete="off"
        maxLength={filterLimits.nameMax}
        defaultValue={filter.name}
      />
      {kind === 'links' && (
        <RadioCards
          name="mode"
          legend={m.filter_mode()}
          defaultValue={filter.mode}
          options={linkModes.map((value) => ({ value, label: modeText(value) }))}
        />
      )}
      {kind === 'words' && (
        <>
          <TextArea
            form={form}
            name="patterns"
            label={m.filter_words()}
            hint={m.filter_words_hint()}
            rows={6}
            defaultValue={filter.patterns.join('\n')}
          />
          <Checkbox
            name="leet"
            label={m.filter_leet()}
            note={m.filter_leet_note()}
            defaultChecked={filter.leet}
          />
        </>
      )}
      {kind === 'links' && (
        <div className="[form:has([value=all]:checked)_&]:hidden">
          <TextArea
            form={form}
            name="patterns"
            label={m.filter_domains()}
            hint={m.filter_domains_hint()}
            rows={6}
            dir="ltr"
            defaultValue={filter.patterns.join('\n')}
          />
        </div>
      )}
      {kind === 'mentions' && (
        <TextField
          form={form}
          name="mentionMax"
          type="number"
          min={filterLimits.mentionMin}
          max={filterLimits.mentionMax}
          label={m.filter_mentions()}
          hint={m.filter_mentions_hint()}
          defaultValue={filter.mentionMax}
        />
      )}
      <RadioCards
        name="action"
        legend={m.filter_action()}
        defaultValue={filter.action}
        options={filterActions.map((value) => ({
          value,
          label: actionText(value),
          note: actionNotes[value](),
        }))}
      />
      <TextField
        form={form}
        name="notice"
        label={m.filter_notice()}
        hint={m.filter_notice_hint()}
        optional={m.ui_optional()}
        autoComplete="off"
        maxLength={filterLimits.noticeMax}
        defaultValue={filter.notice}
      />
      <Exempt
        legend={m.filter_exempt_roles()}
        prefix="role"
        chosen={filter.exemptRoleIds}
        options={community.roles.filter(({ isEveryone }) => !isEveryone)}
      />
      <Exempt
        legend={m.filter_exempt_channels()}
        prefix="channel"
        chosen={filter.exemptChannelIds}
        options={community.channels}
      />
      <Checkbox name="enabled" label={m.filter_enabled()} defaultChecked={filter.enabled} />
    </>
  );
}

function Exempt({
  legend,
  prefix,
  chosen,
  options,
}: {
  legend: string;
  prefix: 'role' | 'channel';
  chosen: readonly string[];
  options: readonly { id: string; name: string }[];
}): ReactNode {
  if (options.length === 0) return null;
  return (
    <details className="rounded-l bg-panel px-3.5 py-2.5" open={chosen.length > 0}>
      <summary className="cursor-pointer text-note font-medium">{legend}</summary>
      <div className="mt-2 grid gap-0.5">
        {options.map(({ id, name }) => (
          <Checkbox
            key={id}
            name={`${prefix}:${id}`}
            label={<bdi>{name}</bdi>}
            defaultChecked={chosen.includes(id)}
          />
        ))}
      </div>
    </details>
  );
}
