import type { CommunityColour } from '#contract/communities';

/**
 * Who may make an account: `closed`: nobody; `invite`: who has an invite; `approval`: anybody asks and an administrator
 * says yes, also to who has an invite; `open`: anybody.
 */
export const registrationModes = ['closed', 'invite', 'approval', 'open'] as const;
export type RegistrationMode = (typeof registrationModes)[number];

/** What the host decides about accounts and communities. */
export interface InstanceSettingsDto {
  registration: RegistrationMode;
  membersCreateCommunities: boolean;
}

/** How the instance presents itself. */
export interface BrandingDto {
  /** Empty: the product's own name. */
  name: string;
  accent: CommunityColour;
  /** Plain text on the log-in and registration pages. */
  welcome: string;
}

/** Limits for everybody, as they hold now. */
export interface InstanceLimits {
  /** Characters of a message. */
  messageLength: number;
  messagesPerSecond: number;
  messagesBurst: number;
  /** Of one file; kept for when files can be sent. */
  uploadMegabytes: number;
  /** Seconds that a new invite holds unless its maker says otherwise; 0: it does not end by itself. */
  inviteLifetime: number;
  /** Communities that one member may own; administrators have no limit of their own. */
  communitiesPerMember: number;
  /** Days that the audit log is kept. */
  auditDays: number;
}

/** From, to: what the host may choose. */
export const limitRanges: { readonly [L in keyof InstanceLimits]: readonly [min: number, max: number] } = {
  messageLength: [1, 4000],
  messagesPerSecond: [1, 1_000_000],
  messagesBurst: [1, 1_000_000],
  uploadMegabytes: [0, 10_240],
  inviteLifetime: [0, 31_536_000],
  communitiesPerMember: [0, 1000],
  auditDays: [30, 3650],
};
export const limitNames = Object.keys(limitRanges) as (keyof InstanceLimits)[];

/** What the host chose (null: nothing), and what holds where nothing was chosen. */
export interface LimitsDto {
  chosen: { [L in keyof InstanceLimits]: number | null };
  defaults: InstanceLimits;
}

export const adminLimits = { nameMax: 40, welcomeMax: 500 } as const;
