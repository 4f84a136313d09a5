import type { Audit } from '#server/domains/audit/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Tx } from '#server/platform/database.ts';
import { describeError } from '#server/platform/logger.ts';
import type { Platform } from '#server/platform/platform.ts';
import { getLimits, updateBranding, updateLimits, updateSettings } from './change-settings.ts';
import type { InstanceSettingsDto, RegistrationMode } from './contract.ts';
import type { AdminDeps } from './deps.ts';
import { updateBrandingInput, updateLimitsInput, updateSettingsInput } from './input.ts';
import { currentSettings, defaultLimits, type CurrentSettings } from './settings.ts';
import { createStore } from './store.ts';

export type { CurrentSettings } from './settings.ts';

/** What the host decides for the whole instance, and a copy of it in memory that follows within a second. */
export function createAdmin(platform: Platform, domains: { audit: Audit }) {
  const store = createStore(platform.db);
  const defaults = defaultLimits(platform.config);
  const listeners = new Set<(settings: CurrentSettings) => void>();
  let current: CurrentSettings = {
    registration: 'invite',
    membersCreateCommunities: true,
    branding: { name: '', accent: 'ember', welcome: '' },
    limits: defaults,
  };
  const reload = async () => {
    current = currentSettings(await store.find(), defaults);
    for (const listener of listeners) listener(current);
  };
  const deps: AdminDeps = { ...platform, ...domains, store, reload };
  const follow = () =>
    void reload().catch((error: unknown) =>
      platform.log.warn({ error: describeError(error) }, 'the settings of the instance were not read'),
    );
  platform.bus.on('instance.changed', follow);
  platform.bus.onRestored(follow);
  return {
    ...bindAll(deps, {
      getLimits,
      updateBranding: checked(updateBrandingInput, updateBranding),
      updateLimits: checked(updateLimitsInput, updateLimits),
      updateSettings: checked(updateSettingsInput, updateSettings),
    }),
    /** Reads the settings from the database: at the start. */
    loadSettings: reload,
    /** The settings in memory: for what must not cost a query. */
    current: (): CurrentSettings => current,
    /** Called with the settings after each change, here or elsewhere. */
    onChange: (listener: (settings: CurrentSettings) => void): void => void listeners.add(listener),
    /** From the database. No secret: the log-in page shows whether registration is open. */
    getSettings: async (): Promise<InstanceSettingsDto> => {
      const { registration, membersCreateCommunities } = await store.find();
      return { registration, membersCreateCommunities };
    },
    /** Who may make an account, as it stays until `tx` ends: a change of it waits, or was there before. */
    holdRegistration: async (tx: Tx): Promise<RegistrationMode> =>
      (await store.hold(tx, { forUpdate: false })).registration,
  };
}

export type Admin = ReturnType<typeof createAdmin>;
