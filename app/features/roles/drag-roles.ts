import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';

/**
 * Makes the rows of `list` that have a `data-role` draggable onto each other; `onDrop` hears of the row that was let go,
 * and of its place among the others. Returns what undoes it all.
 */
export function dragRoles(list: HTMLElement, onDrop: (roleId: string, index: number) => void): () => void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-role]')];
  const order = rows.map((row) => row.dataset['role'] ?? '');
  const movable = rows.filter((row) => 'movable' in row.dataset);
  const undo = movable.flatMap((row) => {
    const roleId = row.dataset['role'] ?? '';
    const mark = (where: 'above' | 'below' | null) => {
      if (where) row.dataset['drop'] = where;
      else delete row.dataset['drop'];
    };
    return [
      draggable({
        element: row,
        getInitialData: () => ({ roleId }),
        onDragStart: () => row.toggleAttribute('data-dragged', true),
        onDrop: () => row.removeAttribute('data-dragged'),
      }),
      dropTargetForElements({
        element: row,
        canDrop: ({ source }) => 'roleId' in source.data,
        getData: ({ input, element }) =>
          attachClosestEdge({ overId: roleId }, { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self }) => mark(extractClosestEdge(self.data) === 'top' ? 'above' : 'below'),
        onDragLeave: () => mark(null),
        onDrop: () => mark(null),
      }),
    ];
  });
  undo.push(
    monitorForElements({
      onDrop({ source, location }) {
        const target = location.current.dropTargets[0]?.data;
        const { roleId } = source.data;
        if (!target || typeof roleId !== 'string' || target['overId'] === roleId) return;
        const rest = order.filter((id) => id !== roleId);
        const over = rest.indexOf(target['overId'] as string);
        onDrop(roleId, over + (extractClosestEdge(target) === 'top' ? 0 : 1));
      },
    }),
  );
  return () => {
    for (const each of undo) each();
  };
}
