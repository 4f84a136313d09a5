import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import type { z } from 'zod';
import type { BrandingDto, InstanceSettingsDto, LimitsDto } from './contract.ts';
import type { AdminDeps } from './deps.ts';
import type { updateLimitsInput } from './input.ts';
import { chosenLimits, defaultLimits } from './settings.ts';
import type { SettingsRow } from './store.ts';

// Each takes effect on every replica within a second, without a restart.

/** Who may make accounts and communities. @throws {AppError} NOT_FOUND for all but the instance's administrators */
export const updateSettings = (deps: AdminDeps, ctx: Ctx, input: InstanceSettingsDto): Promise<void> =>
  change(deps, ctx, input);

/** What the instance is called and how it looks. @throws {AppError} NOT_FOUND for all but the instance's administrators */
export const updateBranding = (deps: AdminDeps, ctx: Ctx, input: BrandingDto): Promise<void> =>
  change(deps, ctx, input);

/**
 * Sets limits; null gives one back to the environment, or the default.
 * @throws {AppError} NOT_FOUND for all but the instance's administrators
 */
export const updateLimits = (
  deps: AdminDeps,
  ctx: Ctx,
  { auditDays, ...limits }: z.output<typeof updateLimitsInput>,
): Promise<void> =>
  change(deps, ctx, { ...limits, auditDays: auditDays ?? defaultLimits(deps.config).auditDays });

/** What was chosen and what holds otherwise. @throws {AppError} NOT_FOUND for all but the instance's administrators */
export async function getLimits(deps: AdminDeps, ctx: Ctx): Promise<LimitsDto> {
  requireAdmin(ctx);
  return { chosen: chosenLimits(await deps.store.find()), defaults: defaultLimits(deps.config) };
}

async function change(deps: AdminDeps, ctx: Ctx, data: Partial<SettingsRow>): Promise<void> {
  requireAdmin(ctx);
  await deps.bus.transaction(async (tx, publish) => {
    const row = await deps.store.hold(tx, { forUpdate: true });
    const names = Object.keys(data) as (keyof SettingsRow)[];
    await deps.store.update(tx, data);
    await deps.audit.record(tx, ctx, null, [
      {
        action: 'instance.update',
        target: { kind: 'instance', id: null, name: data.name ?? row.name },
        before: Object.fromEntries(names.map((name) => [name, row[name]])),
        after: data,
      },
    ]);
    await publish('instance.changed', {});
  });
  await deps.reload();
}
