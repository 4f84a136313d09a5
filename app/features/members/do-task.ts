import type { MemberAct } from '#contract/members';
import type { RequestScope } from '#server/http/request-scope.ts';
import type { Form } from '../../lib/forms.ts';
import { missing } from '../../lib/respond.ts';

type Lengths = 0 | 3600 | 21_600 | 86_400 | 604_800;

/** A ban's fields, as every form of it has them. */
export const readBan = (form: Form) => ({
  seconds: form.number('seconds'),
  sweep: (form.number('sweep') ?? 0) as Lengths,
  reason: form.optional('reason'),
});

/** Does what a form about a member asks for. */
export async function doTask(
  { services: { members, profiles }, ctx }: RequestScope,
  form: Form,
  who: { communityId: string; accountId: string },
): Promise<void> {
  const intent = form.text('intent') as
    | Exclude<MemberAct, 'roles'>
    | 'untimeout'
    | 'delete-note'
    | 'own-note';
  const reason = form.optional('reason');
  switch (intent) {
    case 'nickname':
      return members.setNickname(ctx, { ...who, nickname: form.text('nickname') });
    case 'timeout':
      return members.timeOutMember(ctx, { ...who, seconds: form.number('seconds') ?? Number.NaN, reason });
    case 'untimeout':
      return members.endTimeout(ctx, who);
    case 'kick':
      return members.kickMember(ctx, { ...who, reason });
    case 'ban':
      return void (await members.banMember(ctx, { ...who, ...readBan(form) }));
    case 'unban':
      return members.unbanMember(ctx, who);
    case 'transfer':
      return members.transferOwnership(ctx, { ...who, password: form.text('password') });
    case 'note':
      return members.addNote(ctx, { ...who, body: form.text('body') });
    case 'own-note':
      return profiles.setNote(ctx, { accountId: who.accountId, body: form.text('body') });
    case 'delete-note':
      return members.deleteNote(ctx, { communityId: who.communityId, noteId: form.text('noteId') });
    default:
      throw missing();
  }
}
