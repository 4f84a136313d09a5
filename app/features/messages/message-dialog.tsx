import { type FormEvent, type ReactNode, useState } from 'react';
import { auditLimits } from '#contract/audit';
import type { MessageDto } from '#contract/messages';
import { reportLimits, type ReportReason, reportReasons } from '#contract/reports';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { reasonText } from '../moderation/report-texts.ts';
import { useConversation } from './conversation-context.ts';

interface Props {
  message: MessageDto;
  onClose: () => void;
}

/** Asks before a message is reported, or deleted with a word about why. */
export default function MessageDialog({
  about,
  ...props
}: Props & { about: 'report' | 'delete' }): ReactNode {
  return about === 'report' ? <ReportDialog {...props} /> : <DeleteDialog {...props} />;
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

const useAccent = () => useCommunity(useConversation().communityId ?? '')?.colour;

const nameOf = ({ author }: MessageDto) => isolate(author?.displayName ?? m.chat_author_gone());

function ReportDialog({ message, onClose }: Props): ReactNode {
  const accent = useAccent();
  const realtime = useRealtime();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const report = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      const comment = textIn(form, 'comment');
      const reason = textIn(form, 'reason') as ReportReason;
      await realtime.call('report.create', { messageId: message.id, reason, ...(comment && { comment }) });
      onClose();
      toast(m.report_sent());
    } catch (error) {
      setBusy(false);
      setProblem(error instanceof Refused ? sentence(error.error) : m.chat_unreachable());
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.report_title({ name: nameOf(message) })}
      description={m.report_intro()}
      accent={accent}
    >
      <form className="grid gap-5" onSubmit={(event) => void report(event)}>
        <FormMessage>{problem}</FormMessage>
        <Select
          name="reason"
          label={m.report_reason()}
          options={reportReasons.map((reason) => ({ value: reason, label: reasonText(reason) }))}
        />
        <TextField
          name="comment"
          label={m.report_comment()}
          optional={m.ui_optional()}
          hint={m.report_comment_hint()}
          autoComplete="off"
          maxLength={reportLimits.commentMax}
        />
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {m.report_submit()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ message, onClose }: Props): ReactNode {
  const { act } = useConversation();
  const accent = useAccent();
  const remove = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    act('remove', message, textIn(new FormData(event.currentTarget), 'reason'));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.delete_message_title({ name: nameOf(message) })}
      description={m.delete_message_intro()}
      accent={accent}
    >
      <form className="grid gap-5" onSubmit={remove}>
        <TextField
          name="reason"
          label={m.delete_message_reason()}
          optional={m.ui_optional()}
          autoComplete="off"
          autoFocus
          maxLength={auditLimits.reasonMax}
        />
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="danger">
            {m.chat_delete()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
