import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { savedLimits } from '#contract/saved';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { newClientId } from '../../realtime/client-id.ts';
import { useCommunity } from '../../realtime/hooks.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { FormMessage } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useToast } from '../../ui/toast.tsx';
import { type LaterAsked, useConversation } from '../messages/conversation-context.ts';
import { timesFor } from '../messages/times.ts';
import { toStored } from '../messages/typed-mentions.ts';
import { ownZone } from './use-zone.ts';
import { WhenChoice } from './when-choice.tsx';
import { whenText } from './when-text.ts';

interface Props<About extends LaterAsked['about']> {
  asked: Extract<LaterAsked, { about: About }>;
  onClose: () => void;
}

/** Asks when to be reminded of a message, or when to send what stands in the composer. */
export default function LaterDialog({
  asked,
  onClose,
}: {
  asked: LaterAsked;
  onClose: () => void;
}): ReactNode {
  return asked.about === 'remind' ? (
    <RemindDialog asked={asked} onClose={onClose} />
  ) : (
    <SendDialog asked={asked} onClose={onClose} />
  );
}

const farthest = savedLimits.remindDays * 86_400_000;

const isAhead = (at: Date | null): at is Date =>
  at !== null && at.getTime() > Date.now() && at.getTime() <= Date.now() + farthest;

const useAccent = () => useCommunity(useConversation().communityId ?? '')?.colour;

function RemindDialog({ asked: { message, remindAt }, onClose }: Props<'remind'>): ReactNode {
  const { act } = useConversation();
  const accent = useAccent();
  const [now] = useState(() => Date.now());
  const [problem, setProblem] = useState<string>();
  const choose = (at: Date | null): void => {
    if (!isAhead(at)) return setProblem(m.later_time_wrong());
    act('save', message, at.toISOString());
    onClose();
  };
  const clear = (): void => {
    act('save', message, null);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.later_remind_title()}
      description={m.later_remind_intro()}
      accent={accent}
    >
      {remindAt && (
        <p className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-m bg-hover py-1 ps-3 pe-1 text-note">
          {m.later_remind_at({ time: whenText(remindAt, now, timesFor()) })}
          <Button look="quiet" onClick={clear}>
            {m.later_reminder_clear()}
          </Button>
        </p>
      )}
      <WhenChoice zone={ownZone()} now={now} submit={m.later_set()} problem={problem} onPick={choose} />
    </Dialog>
  );
}

function SendDialog({ asked: { replyTo }, onClose }: Props<'send'>): ReactNode {
  const { channel, placeId, ui, focusComposer } = useConversation();
  const realtime = useRealtime();
  const toast = useToast();
  const navigate = useNavigate();
  const accent = useAccent();
  // However often it is tried, it is the same message.
  const [clientId] = useState(newClientId);
  const [now] = useState(() => Date.now());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();

  const schedule = async (at: Date): Promise<void> => {
    const own = `[data-conversation="${CSS.escape(channel.id)}"] [data-composer]`;
    const area = document.querySelector<HTMLTextAreaElement>(own);
    if (!area) return onClose();
    const body = toStored(placeId, area.value);
    setBusy(true);
    setRefusal(undefined);
    try {
      await realtime.call('scheduled.create', {
        ...{ channelId: channel.id, clientId, body, sendAt: at.toISOString() },
        ...(replyTo && { replyToId: replyTo.id }),
      });
    } catch (error) {
      setBusy(false);
      return setRefusal(error instanceof Refused ? sentence(error.error) : m.chat_unreachable());
    }
    area.value = '';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    ui.update((value) => ({ ...value, replyTo: null }));
    onClose();
    requestAnimationFrame(focusComposer);
    toast(m.later_scheduled_done({ time: whenText(at.toISOString(), now, timesFor()) }), {
      action: { label: m.later_show(), run: () => void navigate('/scheduled') },
    });
  };
  const choose = (at: Date | null): void => {
    setProblem(isAhead(at) ? undefined : m.later_time_wrong());
    if (isAhead(at)) void schedule(at);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.later_send_title()}
      description={m.later_send_intro()}
      accent={accent}
    >
      <FormMessage>{refusal}</FormMessage>
      <WhenChoice
        zone={ownZone()}
        now={now}
        submit={m.later_schedule()}
        problem={problem}
        busy={busy}
        onPick={choose}
      />
    </Dialog>
  );
}
