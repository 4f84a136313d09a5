import { describe, expect, it } from 'vitest';
import { type ErrorCode, type ErrorReason, errorStatus } from '#contract/protocol';
import { overwriteGetLocale } from '#i18n/runtime';
import { fieldTexts, problemText } from './problem-texts.ts';

const reasons: Record<ErrorReason, true> = {
  'login.failed': true,
  'password.wrong': true,
  'registration.closed': true,
  'setup.code_wrong': true,
  'setup.taken': true,
  'invite.gone': true,
  'invite.paused': true,
  'join.refused': true,
  'join.questions_changed': true,
  'community.owner_cannot_leave': true,
  'community.creation_closed': true,
  'limit.reached': true,
  'message.undo_expired': true,
  'account.other': true,
  'member.banned': true,
  'reply.gone': true,
  'scheduled.sending': true,
  'message.reactions_full': true,
  'poll.ended': true,
  'poll.anonymous': true,
  'search.too_broad': true,
  'person.unknown': true,
  'person.blocked': true,
  'conversation.closed': true,
  'origin.refused': true,
  'role.beyond': true,
  'role.everyone': true,
  'override.locks_out': true,
  'message.filtered': true,
  'message.held': true,
  'message.refused': true,
  'channel.slow_mode': true,
  'channel.pins_full': true,
  'held.author_gone': true,
  'moderation.decided': true,
  'report.again': true,
  'registration.off': true,
  'account.waiting': true,
  'account.owns_communities': true,
  'admin.last': true,
  'admin.self': true,
  'reset.gone': true,
  'community.not_archived': true,
  'confirm.differs': true,
  'community.owner_no_member': true,
};

describe.each(['en', 'de'] as const)('in %s', (locale) => {
  it('has a sentence of its own for every reason, and one for every code', () => {
    overwriteGetLocale(() => locale);
    const texts = (Object.keys(reasons) as ErrorReason[]).map((reason) =>
      problemText({ code: 'INTERNAL', message: '', reason }),
    );
    expect(new Set(texts).size).toBe(texts.length);
    for (const code of Object.keys(errorStatus) as ErrorCode[]) {
      expect(problemText({ code, message: '' })).toMatch(/\.$/);
    }
  });

  it('says how long to wait', () => {
    overwriteGetLocale(() => locale);
    expect(problemText({ code: 'RATE_LIMITED', message: '', retryAfter: 41.2 })).toContain('42');
  });

  it('speaks about fields, also those it does not know', () => {
    overwriteGetLocale(() => locale);
    const texts = fieldTexts({ username: 'taken', password: 'too_short', shoe: 'required' });
    expect(Object.keys(texts)).toEqual(['username', 'password', 'shoe']);
    expect(texts['password']).toContain('12');
  });
});
