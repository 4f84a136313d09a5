import { m } from '#i18n';
import { cx } from '../../lib/cx.ts';

const setupSteps = ['claim', 'owner', 'community', 'address', 'invite'] as const;
export type ShownStep = (typeof setupSteps)[number];

const names: Record<ShownStep, () => string> = {
  claim: m.setup_step_claim,
  owner: m.setup_step_owner,
  community: m.setup_step_community,
  address: m.setup_step_address,
  invite: m.setup_step_invite,
};

/** How far the first steps have come. */
/** @param hasAddress whether the address is asked for, which needs an edge in front */
export function SetupProgress({ step, hasAddress }: { step: ShownStep; hasAddress: boolean }) {
  const steps = setupSteps.filter((each) => hasAddress || each !== 'address');
  const at = steps.indexOf(step);
  return (
    <ol aria-label={m.setup_progress()} className="mb-5 grid auto-cols-fr grid-flow-col gap-2 px-1">
      {steps.map((each, index) => (
        <li key={each} aria-current={index === at ? 'step' : undefined} className="grid gap-1.5">
          <span aria-hidden className={cx('h-1 rounded-full', index <= at ? 'bg-accent' : 'bg-selected')} />
          <span
            className={cx(
              'text-small',
              index === at ? 'font-medium text-text' : 'text-faint max-tablet:sr-only',
            )}
          >
            {names[each]()}
            {index < at && <span className="sr-only"> {m.setup_step_done()}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
