import { communityLimits } from '#contract/communities';
import { inviteDefaults } from '#contract/invites';
import { messageLimits } from '#contract/messages';
import type { Config } from '#server/platform/config.ts';
import type { BrandingDto, InstanceLimits, InstanceSettingsDto, LimitsDto } from './contract.ts';
import type { SettingsRow } from './store.ts';

/** Everything the host decided, as it holds now. */
export interface CurrentSettings extends InstanceSettingsDto {
  branding: BrandingDto;
  limits: InstanceLimits;
}

/** What holds where the host chose nothing: the environment's word, or the product's. */
export const defaultLimits = ({ limits }: Pick<Config, 'limits'>): InstanceLimits => ({
  messageLength: messageLimits.bodyMax,
  messagesPerSecond: limits.messagesPerSecond,
  messagesBurst: limits.messagesBurst,
  uploadMegabytes: 25,
  inviteLifetime: inviteDefaults.lifetime ?? 0,
  communitiesPerMember: communityLimits.perAccountOwned,
  auditDays: 180,
});

export const chosenLimits = (row: SettingsRow): LimitsDto['chosen'] => ({
  messageLength: row.messageLength,
  messagesPerSecond: row.messagesPerSecond,
  messagesBurst: row.messagesBurst,
  uploadMegabytes: row.uploadMegabytes,
  inviteLifetime: row.inviteLifetime,
  communitiesPerMember: row.communitiesPerMember,
  auditDays: row.auditDays,
});

export function currentSettings(row: SettingsRow, defaults: InstanceLimits): CurrentSettings {
  const chosen = Object.entries(chosenLimits(row)).filter(([, value]) => value !== null);
  return {
    registration: row.registration,
    membersCreateCommunities: row.membersCreateCommunities,
    branding: { name: row.name, accent: row.accent, welcome: row.welcome },
    limits: { ...defaults, ...(Object.fromEntries(chosen) as Partial<InstanceLimits>) },
  };
}
