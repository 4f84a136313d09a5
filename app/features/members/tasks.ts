import type { MemberAct, MemberProfile } from '#contract/members';

/** What a form about a member does. Roles have a page of their own; a note is written on the member's page. */
export const memberTasks = ['nickname', 'timeout', 'untimeout', 'kick', 'ban', 'unban', 'transfer'] as const;
export type MemberTask = (typeof memberTasks)[number];

export const isMemberTask = (text: string | null): text is MemberTask =>
  (memberTasks as readonly (string | null)[]).includes(text);

/** The tasks that the viewer may do about somebody, as their page and their card offer them. */
export function tasksFor({ may, member, record }: MemberProfile): MemberTask[] {
  const allowed = (act: MemberAct) => may.includes(act);
  const offers: Record<MemberTask, boolean> = {
    nickname: allowed('nickname'),
    timeout: allowed('timeout') && !member?.timeoutUntil,
    untimeout: allowed('timeout') && Boolean(member?.timeoutUntil),
    kick: allowed('kick'),
    ban: allowed('ban') && !record?.ban,
    unban: allowed('unban'),
    transfer: allowed('transfer'),
  };
  return memberTasks.filter((task) => offers[task]);
}
