import { z } from 'zod';
import { id, key, line } from '#server/platform/input.ts';
import { accountLimits as limits } from './contract.ts';
import { keepsToItsScript } from './names.ts';

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

export const registerInput = z.strictObject({ ...newAccountFields, inviteCode: key(64).optional() });
export const logInInput = z.strictObject({ login: key(limits.emailMax), password: givenPassword });
export const changePasswordInput = z.strictObject({ currentPassword: givenPassword, newPassword });
export const updateProfileInput = z.strictObject({ displayName: line(1, limits.displayNameMax) });
export const changeEmailInput = z.strictObject({ email, emailPassword: givenPassword });
export const endSessionInput = z.strictObject({ sessionId: id });

export type NewAccount = z.output<typeof registerInput>;
export type LogInInput = z.output<typeof logInInput>;
export type ChangePasswordInput = z.output<typeof changePasswordInput>;
