import { Globe, Lock } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-router';
import type { OverrideDto, PlaceRules } from '#contract/overrides';
import { m } from '#i18n';
import { RadioCards } from '../../ui/choice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { CheckRow } from '../roles/check-row.tsx';
import { RoleBadge } from '../roles/role-badge.tsx';
import { SettingsSection } from '../settings/settings-frame.tsx';

/** Who sees a place: everybody, or the roles and members that are ticked. */
export function PrivacySection({
  rules,
  found,
}: {
  rules: PlaceRules;
  /** Members that were looked for: they can be let in as well. */
  found: readonly { id: string; name: string }[];
}) {
  const given = rules.isPrivate ? 'private' : 'public';
  const [choice, setChoice] = useState<'public' | 'private'>(given);
  const isIn = ({ allow }: OverrideDto) => allow.includes('channel.view');
  const own = rules.overrides.filter(({ role }) => role?.isEveryone !== true);
  const roles = [
    ...own.flatMap((each) =>
      each.role ? [{ role: each.role, isIn: isIn(each), isBelow: each.isBelow }] : [],
    ),
    ...rules.otherRoles.map((role) => ({ role, isIn: false, isBelow: role.isBelow })),
  ].sort((a, b) => b.role.position - a.role.position);
  const members = own.filter(({ holder }) => holder === 'member');
  const strangers = found.filter(({ id }) => !members.some(({ holderId }) => holderId === id));
  // What is let in and not below stays in: it can only be given.
  const fixed = (entry: { isIn: boolean; isBelow: boolean }) =>
    entry.isIn && !entry.isBelow ? m.role_above() : undefined;
  return (
    <SettingsSection title={m.place_who()}>
      <Form method="post" preventScrollReset key={`${given} ${roles.map((each) => each.isIn).join()}`}>
        <RadioCards
          name="privacy"
          legend={<span className="sr-only">{m.place_who()}</span>}
          defaultValue={given}
          columns={2}
          onChange={setChoice}
          options={[
            {
              value: 'public',
              label: m.place_public(),
              note: m.place_public_note(),
              icon: <Globe size={18} aria-hidden />,
            },
            {
              value: 'private',
              label: m.place_private(),
              note: m.place_private_note(),
              icon: <Lock size={18} aria-hidden />,
            },
          ]}
        />
        <div className={choice === 'private' ? 'mt-5 grid gap-5' : 'mt-5 hidden gap-5 noscript:grid'}>
          <fieldset>
            <legend className="mb-1 text-note font-medium">{m.place_admit_roles()}</legend>
            {roles.length === 0 && <p className="text-note text-soft">{m.place_admit_no_roles()}</p>}
            <div className="-mx-2">
              {roles.map((entry) => (
                <CheckRow
                  key={entry.role.id}
                  name={`role:${entry.role.id}`}
                  label={<RoleBadge role={entry.role} />}
                  checked={entry.isIn}
                  fixed={fixed(entry)}
                />
              ))}
            </div>
          </fieldset>
          {members.length + strangers.length > 0 && (
            <fieldset>
              <legend className="mb-1 text-note font-medium">{m.place_admit_members()}</legend>
              <div className="-mx-2">
                {members.map((entry) => (
                  <CheckRow
                    key={entry.holderId}
                    name={`member:${entry.holderId}`}
                    label={<bdi>{entry.name}</bdi>}
                    checked={isIn(entry)}
                    fixed={fixed({ isIn: isIn(entry), isBelow: entry.isBelow })}
                  />
                ))}
                {strangers.map(({ id, name }) => (
                  <CheckRow key={id} name={`member:${id}`} label={<bdi>{name}</bdi>} checked={false} />
                ))}
              </div>
            </fieldset>
          )}
          <p className="text-small text-faint">{m.place_admit_hint()}</p>
        </div>
        <div className="mt-5">
          <SubmitButton intent="privacy">{m.ui_save()}</SubmitButton>
        </div>
      </Form>
    </SettingsSection>
  );
}
