import type { Admin } from '#server/domains/admin/index.ts';
import type { Invites } from '#server/domains/invites/index.ts';
import { bindAll, checked } from '#server/platform/bind.ts';
import type { Platform } from '#server/platform/platform.ts';
import { RateLimit } from '#server/platform/rate-limit.ts';
import { authenticatePassword } from './authenticate-password.ts';
import { changePassword } from './change-password.ts';
import { confirmPassword } from './confirm-password.ts';
import { createAccount } from './create-account.ts';
import type { AccountDeps } from './deps.ts';
import {
  changeEmailInput,
  changePasswordInput,
  endSessionInput,
  logInInput,
  registerInput,
  updateProfileInput,
} from './input.ts';
import { deleteExpiredLimits, deleteStaleSessions } from './jobs.ts';
import { logIn } from './log-in.ts';
import { endOtherSessions, endSession, listSessions, logOut } from './manage-sessions.ts';
import { resetPassword, setAdmin } from './operate.ts';
import { openSession } from './open-session.ts';
import { register } from './register.ts';
import { findActiveSessions, resolveSession, touchSessions } from './resolve-session.ts';
import { createStore } from './store.ts';
import { changeEmail, updateProfile } from './update-profile.ts';

export { newAccountFields } from './input.ts';
export { usernameSkeleton } from './names.ts';
export type { SignedIn } from './open-session.ts';
export { hashPassword } from './passwords.ts';

export function createAccounts(platform: Platform, domains: { admin: Admin; invites: Invites }) {
  const { db, config } = platform;
  const deps: AccountDeps = {
    ...platform,
    ...domains,
    store: createStore(db),
    limits: {
      logIn: new RateLimit(platform, 'login', config.limits.loginFailures, 15 * 60),
      logInNetwork: new RateLimit(platform, 'login-net', config.limits.networkLoginFailures, 60 * 60),
      register: new RateLimit(platform, 'register', config.limits.networkLoginFailures, 60 * 60),
    },
  };
  return bindAll(deps, {
    authenticatePassword,
    changeEmail: checked(changeEmailInput, changeEmail),
    changePassword: checked(changePasswordInput, changePassword),
    confirmPassword,
    createAccount,
    deleteExpiredLimits,
    deleteStaleSessions,
    endOtherSessions,
    endSession: checked(endSessionInput, endSession),
    findActiveSessions,
    listSessions,
    logIn: checked(logInInput, logIn),
    logOut,
    openSession,
    register: checked(registerInput, register),
    resetPassword,
    resolveSession,
    touchSessions,
    setAdmin,
    updateProfile: checked(updateProfileInput, updateProfile),
  });
}

export type Accounts = ReturnType<typeof createAccounts>;
