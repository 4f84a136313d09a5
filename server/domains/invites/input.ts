import { z } from 'zod';
import { id, key, line, prose } from '#server/platform/input.ts';
import { inviteDefaults, inviteLifetimes, inviteLimits, joinLimits } from './contract.ts';

/** What a newcomer brings along: as it is asked for by the community. */
export const joinFields = {
  acceptsRules: z.boolean().default(false),
  answers: z
    .array(
      z.strictObject({
        question: line(1, joinLimits.questionMax),
        answer: prose(0, joinLimits.answerMax),
      }),
    )
    .max(joinLimits.questionsMax)
    .default([]),
};

const lifetime = z.union(inviteLifetimes.map((seconds) => z.literal(seconds)));
const maxUses = z.int().min(1).max(inviteLimits.maxUsesMax).nullable();
const label = line(0, inviteLimits.labelMax);

export const inviteCodeInput = z.strictObject({ code: key(64) });
export const acceptInviteInput = z.strictObject({ code: key(64), ...joinFields });
export const communityIdInput = z.strictObject({ communityId: id });
export const listInvitesInput = z.strictObject({ communityId: id, ended: z.boolean().default(false) });
export const createInviteInput = z.strictObject({
  communityId: id,
  /** Without it: as long as the host has invites hold. */
  lifetime: lifetime.optional(),
  maxUses: maxUses.default(inviteDefaults.maxUses),
  channelId: id.nullable().default(null),
  roleId: id.nullable().default(null),
  label: label.default(''),
});
export const updateInviteInput = z.strictObject({
  code: key(64),
  label: label.optional(),
  maxUses: maxUses.optional(),
  /** From now on. */
  lifetime: lifetime.optional(),
});

export const updateJoinSettingsInput = z.strictObject({
  communityId: id,
  rules: prose(0, joinLimits.rulesMax).optional(),
  questions: z.array(line(1, joinLimits.questionMax)).max(joinLimits.questionsMax).optional(),
  approval: z.boolean().optional(),
});
export const setVanityInput = z.strictObject({
  communityId: id,
  vanity: z
    .string()
    .max(200)
    .trim()
    .toLowerCase()
    .pipe(
      z
        .string()
        .min(joinLimits.vanityMin)
        .max(joinLimits.vanityMax)
        .regex(/^[a-z0-9][a-z0-9-]*$/),
    )
    .nullable(),
});
export const updateGuardInput = z.strictObject({
  communityId: id,
  on: z.boolean(),
  joins: z.int().min(joinLimits.guardJoinsMin).max(joinLimits.guardJoinsMax),
  minutes: z.int().min(1).max(joinLimits.guardMinutesMax),
});
export const decideRequestsInput = z.strictObject({
  communityId: id,
  accountIds: z.array(id).min(1).max(joinLimits.requestsMax),
});
export const reopenRequestInput = z.strictObject({ communityId: id, accountId: id });

export type CreateInviteInput = z.output<typeof createInviteInput>;
export type UpdateInviteInput = z.output<typeof updateInviteInput>;
export type JoinInput = Pick<z.output<typeof acceptInviteInput>, 'acceptsRules' | 'answers'>;
