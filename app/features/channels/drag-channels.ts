import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import type { ChannelPlace } from '#contract/channels';
import type { Section } from './arrange.ts';

/** Makes the channels of `list` draggable; `onDrop` hears where one was let go. Returns what undoes it all. */
export function dragChannels(
  list: HTMLElement,
  sections: Section[],
  onDrop: (channelId: string, place: ChannelPlace) => void,
): () => void {
  const undo: (() => void)[] = [];

  for (const row of list.querySelectorAll<HTMLElement>('[data-channel]')) {
    const channelId = row.dataset['channel'] ?? '';
    undo.push(
      draggable({
        element: row,
        getInitialData: () => ({ channelId }),
        onDragStart: () => row.toggleAttribute('data-dragged', true),
        onDrop: () => row.removeAttribute('data-dragged'),
      }),
      dropTargetForElements({
        element: row,
        canDrop: ({ source }) => 'channelId' in source.data,
        getData: ({ input, element }) =>
          attachClosestEdge({ overId: channelId }, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => mark(row, extractClosestEdge(self.data) === 'top' ? 'above' : 'below'),
        onDragLeave: () => mark(row, null),
        onDrop: () => mark(row, null),
      }),
    );
  }

  for (const head of list.querySelectorAll<HTMLElement>('[data-category]')) {
    const categoryId = head.dataset['category'] ?? '';
    undo.push(
      dropTargetForElements({
        element: head,
        canDrop: ({ source }) => 'channelId' in source.data,
        getData: () => ({ headOf: categoryId }),
        onDragEnter: () => mark(head, 'below'),
        onDragLeave: () => mark(head, null),
        onDrop: () => mark(head, null),
      }),
    );
  }

  undo.push(
    monitorForElements({
      onDrop({ source, location }) {
        const target = location.current.dropTargets[0]?.data;
        const channelId = source.data['channelId'];
        if (!target || typeof channelId !== 'string') return;
        const place = placeFor(sections, channelId, target);
        if (place) onDrop(channelId, place);
      },
    }),
  );
  return () => {
    for (const each of undo) each();
  };
}

function mark(element: HTMLElement, where: 'above' | 'below' | null) {
  if (where) element.dataset['drop'] = where;
  else delete element.dataset['drop'];
}

function placeFor(
  sections: Section[],
  channelId: string,
  target: Record<string | symbol, unknown>,
): ChannelPlace | null {
  const head = target['headOf'];
  if (typeof head === 'string') return { categoryId: head, index: 0 };
  const overId = target['overId'];
  const section = sections.find(({ channels }) => channels.some(({ id }) => id === overId));
  if (!section || overId === channelId) return null;
  // The index counts among the siblings that stay.
  const rest = section.channels.filter(({ id }) => id !== channelId);
  const over = rest.findIndex(({ id }) => id === overId);
  return {
    categoryId: section.category?.id ?? null,
    index: over + (extractClosestEdge(target) === 'top' ? 0 : 1),
  };
}
