import type { Admin } from '#server/domains/admin/index.ts';
import type { Audit } from '#server/domains/audit/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import type { Messages } from '#server/domains/messages/index.ts';
import type { Directs } from '#server/domains/conversations/index.ts';
import type { Directory } from '#server/domains/permissions/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Reactions } from '#server/domains/reactions/index.ts';
import type { Platform } from '#server/platform/platform.ts';
import { RateLimit } from '#server/platform/rate-limit.ts';
import * as administer from './administer.ts';
import { authenticatePassword } from './authenticate-password.ts';
import { changePassword } from './change-password.ts';
import { confirmPassword } from './confirm-password.ts';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import * as input from './input.ts';
import { deleteExpiredLimits, deleteStaleResets, deleteStaleSessions, purgeDeletedAccounts } from './jobs.ts';
import { getAccount, listAccounts } from './list-accounts.ts';
import { logIn } from './log-in.ts';
import { endOtherSessions, endSession, listSessions, logOut } from './manage-sessions.ts';
import { resetPassword, setAdmin } from './operate.ts';
import { openSession } from './open-session.ts';
import { createResetLink, previewReset, useResetLink } from './reset-link.ts';
import { register } from './register.ts';
import { findActiveSessions, resolveSession, touchSessions } from './resolve-session.ts';
import { createStore } from './store.ts';
import { changeEmail, updateProfile } from './update-profile.ts';

export { newAccountFields } from './input.ts';
export { usernameSkeleton } from './names.ts';
export type { SignedIn } from './open-session.ts';
export { hashPassword } from './passwords.ts';

export function createAccounts(
  platform: Platform,
  domains: {
    admin: Admin;
    audit: Audit;
    directory: Directory;
    directs: Directs;
    invites: Invites;
    messages: Pick<Messages, 'forgetAuthor'>;
    reactions: Pick<Reactions, 'forgetReactor'>;
  },
) {
  const { db, config } = platform;
  const deps: AccountDeps = {
    ...platform,
    ...domains,
    store: createStore(db),
    limits: {
      logIn: new RateLimit(platform, 'login', config.limits.loginFailures, 15 * 60),
      logInNetwork: new RateLimit(platform, 'login-net', config.limits.networkLoginFailures, 60 * 60),
      register: new RateLimit(platform, 'register', config.limits.networkLoginFailures, 60 * 60),
      reset: new RateLimit(platform, 'reset', 20, 15 * 60),
    },
  };
  return bindAll(deps, {
    approveAccount: checked(input.accountIdInput, administer.approveAccount),
    authenticatePassword,
    changeEmail: checked(input.changeEmailInput, changeEmail),
    changePassword: checked(input.changePasswordInput, changePassword),
    confirmPassword,
    createAccount,
    createResetLink: checked(input.accountIdInput, createResetLink),
    deleteAccount: checked(input.deleteAccountInput, administer.deleteAccount),
    deleteExpiredLimits,
    deleteStaleResets,
    deleteStaleSessions,
    endAccountSessions: checked(input.accountIdInput, administer.endAccountSessions),
    endOtherSessions,
    endSession: checked(input.endSessionInput, endSession),
    findActiveSessions,
    getAccount: checked(input.accountIdInput, getAccount),
    listAccounts: checked(input.listAccountsInput, listAccounts),
    listSessions,
    logIn: checked(input.logInInput, logIn),
    logOut,
    openSession,
    previewReset: checked(input.resetTokenInput, previewReset),
    purgeDeletedAccounts,
    refuseAccount: checked(input.accountIdInput, administer.refuseAccount),
    register: checked(input.registerInput, register),
    resetPassword,
    resolveSession,
    setAdmin,
    setAdministrator: checked(input.setAdministratorInput, administer.setAdministrator),
    setDisabled: checked(input.setDisabledInput, administer.setDisabled),
    touchSessions,
    updateProfile: checked(input.updateProfileInput, updateProfile),
    useResetLink: checked(input.resetPasswordInput, useResetLink),
  });
}

export type Accounts = ReturnType<typeof createAccounts>;
