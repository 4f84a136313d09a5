import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { MessageDto } from '#contract/messages';
import type { SearchHitDto } from '#contract/search';
import { m } from '#i18n';
import { useRealtime } from '../../realtime/use-realtime.ts';
import { IconButton } from '../../ui/button.tsx';
import { excerptOf } from '../../realtime/excerpt.ts';
import type { Times } from '../messages/times.ts';
import { HitRow } from './hit-row.tsx';

interface Around {
  before: MessageDto | undefined;
  after: MessageDto | undefined;
}

/** A hit with, once somebody wants to see it, the message before and the one after. */
export function HitInContext(props: {
  hit: SearchHitDto;
  placeName: string;
  times: Times;
  now: number;
  onOpen: () => void;
}): ReactNode {
  const { hit } = props;
  const realtime = useRealtime();
  const [around, setAround] = useState<Around | 'loading' | null>(null);
  const show = async () => {
    setAround('loading');
    try {
      const { messages } = await realtime.call('channel.history', {
        channelId: hit.channel.id,
        around: hit.id,
      });
      const at = messages.findIndex(({ id }) => id === hit.id);
      setAround({ before: messages[at - 1], after: messages[at + 1] });
    } catch {
      setAround(null);
    }
  };
  const shown = around !== null && around !== 'loading' ? around : undefined;
  return (
    <HitRow
      {...props}
      before={shown?.before && <Neighbour message={shown.before} />}
      after={shown?.after && <Neighbour message={shown.after} />}
      tool={
        !shown && (
          <IconButton
            label={m.search_context()}
            aria-busy={around === 'loading'}
            className="relative z-1 -my-1 -me-1.5 flex-none self-center"
            onClick={() => void show()}
          >
            <ChevronsUpDown size={15} />
          </IconButton>
        )
      }
    />
  );
}

function Neighbour({ message }: { message: MessageDto }): ReactNode {
  return (
    <p dir="auto" className="ms-11 truncate py-1 text-note text-soft">
      <bdi className="font-medium">
        {message.author?.nickname ?? message.author?.displayName ?? m.chat_author_gone()}
      </bdi>{' '}
      {excerptOf(message)}
    </p>
  );
}
