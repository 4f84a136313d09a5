import { z } from 'zod';
import { communityColours } from '#contract/communities';
import { line, prose } from '#server/platform/input.ts';
import { adminLimits, limitRanges, registrationModes, type InstanceLimits } from './contract.ts';

export const updateSettingsInput = z.strictObject({
  registration: z.enum(registrationModes),
  membersCreateCommunities: z.boolean(),
});

export const updateBrandingInput = z.strictObject({
  name: line(0, adminLimits.nameMax),
  accent: z.enum(communityColours),
  welcome: prose(0, adminLimits.welcomeMax),
});

const limit = (name: keyof InstanceLimits) => {
  const [min, max] = limitRanges[name];
  return z.int().min(min).max(max).nullable();
};
export const updateLimitsInput = z.strictObject({
  messageLength: limit('messageLength'),
  messagesPerSecond: limit('messagesPerSecond'),
  messagesBurst: limit('messagesBurst'),
  uploadMegabytes: limit('uploadMegabytes'),
  inviteLifetime: limit('inviteLifetime'),
  communitiesPerMember: limit('communitiesPerMember'),
  auditDays: limit('auditDays'),
});
