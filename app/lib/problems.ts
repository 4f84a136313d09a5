import type { ErrorDto } from '#contract/protocol';
import { m } from '#i18n';
import { isolate } from './bidi.ts';
import { codeText } from './code-texts.ts';
import { clock } from './dates.ts';

/**
 * What happened and what helps, in the visitor's language: for failures that a browser meets on its own, over the socket
 * or the network. Forms get their texts with the answer, see problem-texts.ts.
 */
export function sentence(error: ErrorDto): string {
  if (error.reason === 'limit.reached') return m.problem_limit_reached();
  if (error.reason === 'message.undo_expired') return m.problem_undo_expired();
  if (error.reason === 'reply.gone') return m.problem_reply_gone();
  if (error.reason === 'conversation.closed') return m.problem_conversation_closed();
  if (error.reason === 'account.other') return m.problem_account_other();
  if (error.reason === 'message.filtered') return withDetail(m.problem_filtered(), error);
  if (error.reason === 'message.refused') return withDetail(m.problem_message_refused(), error);
  if (error.reason === 'message.held') return m.problem_message_held();
  if (error.reason === 'channel.pins_full') return m.problem_pins_full();
  if (error.reason === 'message.reactions_full') return m.problem_reactions_full();
  if (error.reason === 'poll.ended') return m.problem_poll_ended();
  if (error.reason === 'poll.anonymous') return m.problem_poll_anonymous();
  if (error.reason === 'report.again') return m.problem_report_again();
  if (error.reason === 'channel.slow_mode')
    return m.problem_slow_mode({ time: clock(error.retryAfter ?? 1) });
  return codeText(error);
}

/** With what the moderators of the place say about it. */
function withDetail(text: string, { detail }: ErrorDto): string {
  return detail ? `${text} ${isolate(detail)}` : text;
}
