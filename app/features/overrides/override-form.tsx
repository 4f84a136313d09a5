import { Check, Minus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { OverrideDto, PlaceRules } from '#contract/overrides';
import { channelPermissions, type ChannelPermission } from '#contract/permissions';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { cx } from '../../lib/cx.ts';
import { Banner } from '../../ui/banner.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { permissionGroups, permissionTexts } from '../roles/permission-texts.ts';
import { roleName } from '../roles/role-badge.tsx';

type State = 'allow' | 'inherit' | 'deny';
const weights: Record<State, number> = { deny: -1, inherit: 0, allow: 1 };

/** What one role or member may do here: for each permission allowed, denied, or as their roles have it. */
export function OverrideForm({ override, rules }: { override: OverrideDto; rules: PlaceRules }) {
  const name = override.role ? roleName(override.role) : override.name;
  const key = `${override.holder}:${override.holderId}`;
  const groups = permissionGroups
    .map(({ title, permissions, ...rest }) => ({
      ...rest,
      title,
      permissions: permissions.filter((each): each is ChannelPermission =>
        (channelPermissions as readonly string[]).includes(each),
      ),
    }))
    .filter(({ permissions }) => permissions.length > 0);
  return (
    <Form method="post" preventScrollReset id="here" className="rounded-l bg-panel p-4">
      <h3 className="mb-3 font-semibold">{m.place_editing({ name: isolate(name) })}</h3>
      <p aria-hidden className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-small text-soft">
        {choices.map(({ state, label, icon }) => (
          <span key={state} className="inline-flex items-center gap-1">
            {icon} {label()}
          </span>
        ))}
      </p>
      {!override.isBelow && (
        <div className="mb-4">
          <Banner>{m.place_above()}</Banner>
        </div>
      )}
      {groups.map((group) => (
        <div key={group.key} className="mb-4">
          <h4 className="mb-1 text-small font-medium text-faint">{group.title()}</h4>
          {group.permissions.map((permission) => (
            <StateRow
              key={permission}
              permission={permission}
              state={stateOf(override, permission)}
              isHeld={rules.held.includes(permission)}
              mayTake={override.isBelow}
            />
          ))}
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <SubmitButton intent={`override:${key}`}>{m.ui_save()}</SubmitButton>
        {override.isBelow && override.allow.length + override.deny.length > 0 && (
          <SubmitButton intent={`remove:${key}`} look="quiet-danger" title={m.place_remove_note()}>
            {m.place_remove()}
          </SubmitButton>
        )}
      </div>
    </Form>
  );
}

const stateOf = ({ allow, deny }: OverrideDto, permission: ChannelPermission): State =>
  allow.includes(permission) ? 'allow' : deny.includes(permission) ? 'deny' : 'inherit';

const choices: readonly { state: State; label: () => string; icon: ReactNode; look: string }[] = [
  {
    state: 'deny',
    label: m.place_deny,
    icon: <X size={16} aria-hidden />,
    look: 'has-checked:bg-danger-solid has-checked:text-on-solid',
  },
  {
    state: 'inherit',
    label: m.place_inherit,
    icon: <Minus size={16} aria-hidden />,
    look: 'has-checked:bg-raised has-checked:text-text has-checked:shadow-low',
  },
  {
    state: 'allow',
    label: m.place_allow,
    icon: <Check size={16} aria-hidden />,
    look: 'has-checked:bg-accent has-checked:text-on-accent',
  },
];

function StateRow({
  permission,
  state,
  isHeld,
  mayTake,
}: {
  permission: ChannelPermission;
  state: State;
  isHeld: boolean;
  mayTake: boolean;
}) {
  const { name, note } = permissionTexts[permission];
  const isOpen = (next: State) => next === state || (isHeld && (mayTake || weights[next] > weights[state]));
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 last:border-0">
      <legend className="sr-only">{name()}</legend>
      <div aria-hidden className="min-w-48 flex-1">
        <span className="block font-medium">{name()}</span>
        {note && <span className="block text-small text-soft">{note()}</span>}
        {!isHeld && <span className="block text-small text-faint">{m.perm_lacking()}</span>}
      </div>
      <div className="flex flex-none gap-0.5 rounded-m bg-selected p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.state}
            title={choice.label()}
            className={cx(
              'relative grid h-8 w-10 place-items-center rounded-base text-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-strong pointer-coarse:h-11 pointer-coarse:w-12',
              choice.look,
              isOpen(choice.state) ? 'hover:text-text' : 'opacity-40',
            )}
          >
            <input
              type="radio"
              name={`state:${permission}`}
              value={choice.state}
              defaultChecked={choice.state === state}
              disabled={!isOpen(choice.state)}
              className="sr-only"
            />
            <span className="sr-only">{choice.label()}</span>
            {choice.icon}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
