import { Bot, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { type ReportDto, reportLimits } from '#contract/reports';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { relativeTime } from '../../lib/dates.ts';
import { TextField } from '../../ui/field.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { QuotedText } from './quoted-text.tsx';
import { outcomeText, reasonText } from './report-texts.ts';

/** A report: what was written, who says what about it, and what can be done. */
export function ReportCard({
  communityId,
  report,
  now,
  mayDelete,
}: {
  communityId: string;
  report: ReportDto;
  now: number;
  /** The moderator may delete messages in its channel. */
  mayDelete: boolean;
}): ReactNode {
  const { id, channel, messageId, author, body, reporter, filterName, reason, comment, resolved } = report;
  return (
    <li tabIndex={-1} className="grid gap-2.5 rounded-l bg-panel p-3.5" data-report={id}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="font-semibold">{reasonText(reason)}</p>
        <p className="flex items-center gap-1.5 text-small text-soft">
          {reporter === null && <Bot size={14} aria-hidden />}
          {reporter
            ? m.report_by({ name: isolate(reporter.name), when: relativeTime(report.createdAt, now) })
            : m.report_by_filter({ name: isolate(filterName), when: relativeTime(report.createdAt, now) })}
        </p>
      </div>
      {comment && (
        <p dir="auto" className="wrap-anywhere whitespace-pre-wrap text-soft">
          {comment}
        </p>
      )}
      <p className="text-note text-soft">
        {author ? (
          <Link
            to={`/c/${communityId}/members/${author.id}`}
            className="rounded-s font-semibold text-text underline-offset-2 hover:underline"
          >
            <bdi>{author.name}</bdi>
          </Link>
        ) : (
          m.chat_author_gone()
        )}{' '}
        {m.report_in({ channel: isolate(channel.name) })}
        {' · '}
        {report.isGone ? (
          m.report_message_gone()
        ) : (
          <Link
            to={`/c/${communityId}/${channel.id}/${messageId}`}
            className="inline-flex items-center gap-1 rounded-s text-accent-strong underline-offset-2 hover:underline"
          >
            {m.report_context()} <ExternalLink size={13} aria-hidden />
          </Link>
        )}
      </p>
      <QuotedText>{body}</QuotedText>
      {resolved ? (
        <div className="text-note text-soft">
          <p>
            {m.report_resolved({
              outcome: outcomeText(resolved.outcome),
              name: isolate(resolved.by),
              when: relativeTime(resolved.at, now),
            })}
          </p>
          {resolved.note && (
            <p dir="auto" className="mt-1 whitespace-pre-wrap text-text">
              {resolved.note}
            </p>
          )}
        </div>
      ) : (
        <Form method="post" className="grid gap-3">
          <input type="hidden" name="reportId" value={id} />
          <input type="hidden" name="messageId" value={messageId} />
          <TextField
            name="note"
            label={m.report_note()}
            optional={m.ui_optional()}
            autoComplete="off"
            maxLength={reportLimits.noteMax}
          />
          <div className="flex flex-wrap gap-2">
            {mayDelete && !report.isGone && (
              <SubmitButton look="danger" intent="deleted">
                {m.report_delete()}
              </SubmitButton>
            )}
            <SubmitButton look="secondary" intent="done">
              {m.report_done()}
            </SubmitButton>
            <SubmitButton look="quiet" intent="dismissed">
              {m.report_dismiss()}
            </SubmitButton>
          </div>
        </Form>
      )}
    </li>
  );
}
