import { useRef, useState } from 'react';
import type { PollDto, PollOfMessage } from '#contract/polls';
import { m } from '#i18n';
import { sentence } from '../../lib/problems.ts';
import { Refused } from '../../realtime/call-error.ts';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { useToast } from '../../ui/toast.tsx';
import { pressed, withWish } from './shown-poll.ts';

interface Voting {
  /** The poll as if what was pressed had come through. */
  shown: PollDto;
  /** What a screen reader is told of the last press. */
  said: string;
  press(answer: number): void;
  retract(): void;
  end(): void;
}

/** Votes in a poll. A press shows at once; presses go in their order, and what fails goes back and says so. */
export function useVote(messageId: string, poll: PollDto): Voting {
  const realtime = useRealtime();
  const toast = useToast();
  const [wish, setWish] = useState<number[] | null>(null);
  const [said, setSaid] = useState('');
  const line = useRef(Promise.resolve());
  const waiting = useRef(0);
  const shown = withWish(poll, wish);

  const follow = (call: () => Promise<PollOfMessage>, done: string): void => {
    waiting.current += 1;
    line.current = line.current.then(async () => {
      try {
        await call();
        setSaid(done);
      } catch (error) {
        toast(error instanceof Refused ? sentence(error.error) : m.chat_unreachable(), { kind: 'danger' });
      }
      waiting.current -= 1;
      if (waiting.current === 0) setWish(null);
    });
  };
  return {
    shown,
    said,
    press(answer) {
      const next = pressed(shown, answer);
      const chosen = next.includes(answer);
      if (chosen && shown.mine?.includes(answer)) return;
      setWish(next);
      const input = { messageId, answer };
      follow(
        () => (chosen ? realtime.call('poll.vote', input) : realtime.call('poll.retract', input)),
        chosen ? m.poll_said_chosen({ answer: poll.answers[answer] ?? '' }) : m.poll_said_retracted(),
      );
    },
    retract() {
      setWish([]);
      follow(() => realtime.call('poll.retract', { messageId }), m.poll_said_retracted());
    },
    end: () => follow(() => realtime.call('poll.end', { messageId }), m.poll_said_ended()),
  };
}
