import { type FormEvent, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { messageLimits, type MessageDto } from '#contract/messages';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { excerptOf } from '../../realtime/excerpt.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { inputClass } from '../../ui/field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { shownName } from '../members/names.ts';
import type { Entry } from '../search/switcher/entries.ts';
import { useConversation } from './conversation-context.ts';
import { ForwardTargets } from './forward-targets.tsx';
import { MentionLine } from './mention-line.tsx';
import { MentionsContext } from './mentions-context.ts';

interface Target extends Entry {
  /** Of the message that is made there: another try makes no second one. */
  clientId: string;
}

/** Asks where a message is to be forwarded, and does it. What fails stays chosen, to be tried again. */
export default function ForwardDialog({
  message,
  onClose,
}: {
  message: MessageDto;
  onClose: () => void;
}): ReactNode {
  const accent = useCommunity(useConversation().communityId ?? '')?.colour;
  const realtime = useRealtime();
  const toast = useToast();
  const navigate = useNavigate();
  const [targets, setTargets] = useState<readonly Target[]>([]);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const toggle = (entry: Entry): void =>
    setTargets((chosen) => {
      const rest = chosen.filter(({ id }) => id !== entry.id);
      if (rest.length < chosen.length) return rest;
      return chosen.length < messageLimits.forwardsMax
        ? [...chosen, { ...entry, clientId: newClientId() }]
        : chosen;
    });

  const forward = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (targets.length === 0) return;
    setBusy(true);
    setProblem(null);
    const body = comment.trim();
    const done: { target: Target; id: string }[] = [];
    let failure: unknown;
    for (const target of targets)
      try {
        const { id: channelId, clientId } = target;
        const input = { messageId: message.id, channelId, clientId, ...(body && { body }) };
        const { id } = await realtime.call('message.forward', input);
        done.push({ target, id });
      } catch (error) {
        failure = error;
      }
    const [first, ...more] = done;
    if (first) {
      const names = done.map(({ target }) => isolate(nameOf(target))).join(', ');
      const go = () => void navigate(`${first.target.to}/${first.id}`, { preventScrollReset: true });
      const action = { label: m.forward_open(), run: go };
      toast(m.forward_done({ names }), more.length === 0 ? { action } : {});
    }
    if (failure === undefined) return onClose();
    setBusy(false);
    setTargets((chosen) => chosen.filter(({ id }) => !done.some(({ target }) => target.id === id)));
    setProblem(failure instanceof Refused ? sentence(failure.error) : m.chat_unreachable());
  };

  return (
    <Dialog open onClose={onClose} title={m.forward_title()} accent={accent}>
      <form className="grid gap-4" onSubmit={(event) => void forward(event)}>
        <FormMessage>{problem}</FormMessage>
        <Original message={message} />
        <ForwardTargets chosen={targets} onToggle={toggle} />
        <label className="grid gap-1.5 text-note font-medium">
          <span className="flex items-baseline justify-between gap-3">
            {m.forward_comment()}
            <span className="text-small font-normal text-faint">{m.ui_optional()}</span>
          </span>
          <textarea
            rows={2}
            dir="auto"
            maxLength={messageLimits.bodyMax}
            className={`${inputClass} resize-none font-normal`}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        </label>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{m.ui_cancel()}</Button>
          <Button type="submit" look="primary" busy={busy} disabled={targets.length === 0}>
            {m.forward_submit()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const nameOf = ({ picture, label }: Entry): string => (picture.kind === 'channel' ? `#${label}` : label);

/** What will be forwarded: of a forward its first text, without the comment. */
function Original({ message }: { message: MessageDto }): ReactNode {
  const { communityId } = useConversation();
  const { forward, author } = message;
  const excerpt = excerptOf(forward ? { ...message, ...forward } : message);
  return (
    <blockquote className="grid gap-0.5 border-s-3 border-edge/60 ps-3 text-note text-soft">
      {!forward && (
        <bdi className="truncate font-semibold text-text">
          {author ? shownName(author) : m.chat_author_gone()}
        </bdi>
      )}
      <p dir="auto" className="line-clamp-3 [overflow-wrap:anywhere]">
        <MentionsContext value={{ communityId, people: message.mentioned ?? [] }}>
          <MentionLine text={excerpt ?? ''} />
        </MentionsContext>
      </p>
    </blockquote>
  );
}
