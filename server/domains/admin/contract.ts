/** What the host decides for the whole instance. */
export interface InstanceSettingsDto {
  /** `invite`: an account needs an invite; `open`: anybody may make one. */
  registration: 'invite' | 'open';
  membersCreateCommunities: boolean;
}
