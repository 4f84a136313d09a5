import { useEffect, useMemo, useRef, useState } from 'react';
import { useFetcher } from 'react-router';
import type { ChannelPlace } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import { m } from '#i18n';
import { isolate } from '../../lib/bidi.ts';
import type { FailedForm } from '../../lib/forms.ts';
import { useToast } from '../../ui/toast.tsx';
import { useFailureToast } from '../../ui/use-failure-toast.ts';
import { type Section, sections, stepFrom, withChannelMoved } from './arrange.ts';

interface Move extends ChannelPlace {
  channelId: string;
}

export interface ChannelMoves {
  sections: Section[];
  /** Moves at once on screen, and to the service one after the other, so that quick presses arrive in their order. */
  place(channelId: string, place: ChannelPlace): void;
  step(channelId: string, step: -1 | 1): void;
  placeCategory(categoryId: string, index: number): void;
  /** What the last move did, to be read out. */
  announcement: string;
}

/** A community's channels as they stand, with the moves that are still on their way. */
export function useChannelMoves(community: CommunityDto): ChannelMoves {
  const fetcher = useFetcher<FailedForm | { done: true }>();
  const categories = useFetcher();
  useFailureToast(categories.data);
  const toast = useToast();
  const [waiting, setWaiting] = useState<Move[]>([]);
  const [announcement, setAnnouncement] = useState('');
  const sent = useRef<Move | null>(null);
  const structure = useMemo(
    () => waiting.reduce((now, move) => withChannelMoved(now, move.channelId, move), community as Structure),
    [community, waiting],
  );
  const shown = useMemo(() => sections(structure), [structure]);

  useEffect(() => {
    if (fetcher.state !== 'idle') return;
    if (sent.current) {
      // Refused: the rest was meant for an order that will not come.
      const failed = fetcher.data && 'error' in fetcher.data ? fetcher.data : null;
      if (failed) toast(failed.text, { kind: 'danger' });
      sent.current = null;
      setWaiting((now) => (failed ? [] : now.slice(1)));
      return;
    }
    const [next] = waiting;
    if (!next) return;
    sent.current = next;
    void fetcher.submit(
      { intent: 'place', categoryId: next.categoryId ?? '', index: String(next.index), stay: '1' },
      { method: 'post', action: `/c/${community.id}/channels/${next.channelId}` },
    );
  }, [fetcher, waiting, community.id, toast]);

  function place(channelId: string, to: ChannelPlace) {
    const channel = structure.channels.find(({ id }) => id === channelId);
    if (!channel) return;
    const siblings = structure.channels.filter(
      (each) => each.id !== channelId && each.categoryId === to.categoryId,
    );
    const category = structure.categories.find(({ id }) => id === to.categoryId);
    setWaiting((now) => [...now, { channelId, ...to }]);
    setAnnouncement(
      m.channel_moved({
        name: isolate(channel.name),
        position: Math.min(to.index, siblings.length) + 1,
        count: siblings.length + 1,
        category: category ? isolate(category.name) : m.category_none(),
      }),
    );
  }

  return {
    sections: shown,
    place,
    step(channelId, step) {
      const to = stepFrom(structure, channelId, step);
      if (to) place(channelId, to);
      else setAnnouncement(step < 0 ? m.channel_at_top() : m.channel_at_bottom());
    },
    placeCategory: (categoryId, index) =>
      void categories.submit(
        { intent: 'place', index: String(index), stay: '1' },
        { method: 'post', action: `/c/${community.id}/categories/${categoryId}` },
      ),
    announcement,
  };
}

type Structure = Parameters<typeof sections>[0];
