import type { Ctx } from '#server/platform/context.ts';
import { forbidden, unauthenticated } from '#server/platform/errors.ts';
import { parseInput } from '#server/platform/input.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { InstanceSettingsDto } from './contract.ts';
import { updateSettingsInput } from './input.ts';
import { createStore } from './store.ts';

export function createAdmin(platform: Platform) {
  const store = createStore(platform.db);
  return {
    /** No secret: the log-in page shows whether registration is open. */
    getSettings: (): Promise<InstanceSettingsDto> => store.findSettings(),

    /** Takes effect at once, on every replica. @throws {AppError} FORBIDDEN for all but the instance's administrators */
    async updateSettings(ctx: Ctx, raw: unknown): Promise<void> {
      if (ctx.actor.kind !== 'user') throw unauthenticated();
      if (!ctx.actor.account.isAdmin) throw forbidden();
      const settings = parseInput(updateSettingsInput, raw);
      await store.updateSettings(settings);
      platform.log.info(
        { accountId: ctx.actor.account.id, requestId: ctx.requestId, ...settings },
        'instance settings changed',
      );
    },
  };
}

export type Admin = ReturnType<typeof createAdmin>;
