import { z } from 'zod';
import { joinFields } from '#server/domains/invites/index.ts';
import { id, key, line } from '#server/platform/input.ts';
import { accountFilters, accountLimits as limits } from './contract.ts';
import { reasonInput } from '#server/domains/audit/index.ts';
import { keepsToItsScript } from './names.ts';

const isText = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Letters, digits, `_`, `-`, `.` of scripts that go together; the skeleton settles look-alikes. */
const username = line(limits.usernameMin, limits.usernameMax).refine(
  (name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name) && keepsToItsScript(name),
);
const email = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.string().max(limits.emailMax).trim().pipe(z.email()).optional(),
);
// Not normalised and not trimmed: a password is what was typed.
const newPassword = z.string().min(limits.passwordMin).max(limits.passwordMax);
const givenPassword = z.string().min(1).max(limits.passwordMax);

export const newAccountFields = {
  username,
  displayName: z.preprocess(
    (value) => (value === '' ? undefined : value),
    line(1, limits.displayNameMax).optional(),
  ),
  email,
  password: newPassword,
};

export const registerInput = z.strictObject({
  ...newAccountFields,
  inviteCode: key(64).optional(),
  ...joinFields,
});
export const logInInput = z.strictObject({ login: key(limits.emailMax), password: givenPassword });
export const changePasswordInput = z.strictObject({ currentPassword: givenPassword, newPassword });
export const updateProfileInput = z.strictObject({ displayName: line(1, limits.displayNameMax) });
export const changeEmailInput = z.strictObject({ email, emailPassword: givenPassword });
export const endSessionInput = z.strictObject({ sessionId: id });

export const accountIdInput = z.strictObject({ targetId: id });
export const listAccountsInput = z.strictObject({
  filter: z.enum(accountFilters).default('all'),
  search: z.string().trim().max(limits.emailMax).refine(isText).default(''),
  /** The `next` of an earlier page. */
  before: id.optional(),
});
export const setAdministratorInput = z.strictObject({ targetId: id, admin: z.boolean() });
export const setDisabledInput = z.strictObject({ targetId: id, disabled: z.boolean(), reason: reasonInput });
export const deleteAccountInput = z.strictObject({
  targetId: id,
  /** What becomes of what they wrote: it stays without a name, or is blanked. */
  messages: z.enum(['keep', 'blank']),
  reason: reasonInput,
});
export const resetTokenInput = z.strictObject({ token: key(64) });
export const resetPasswordInput = z.strictObject({ token: key(64), newPassword });

export type ListAccountsInput = z.output<typeof listAccountsInput>;
export type NewAccount = z.output<typeof registerInput>;
export type LogInInput = z.output<typeof logInInput>;
export type ChangePasswordInput = z.output<typeof changePasswordInput>;
