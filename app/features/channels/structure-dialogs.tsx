import { type MouseEvent, type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import type { CategoryDto, ChannelDto } from '#contract/channels';
import type { CommunityDto } from '#contract/communities';
import { lazyPart } from '../../ui/lazy-part.tsx';

/** What is being made, changed or deleted. */
export type StructureTask =
  | { kind: 'new-channel'; categoryId: string | null }
  | { kind: 'edit-channel' | 'delete-channel'; channel: ChannelDto }
  | { kind: 'new-category' }
  | { kind: 'edit-category' | 'delete-category'; category: CategoryDto };

interface Dialogs {
  /** For the link that leads to the task's own page: opens a window here instead, unless the click asks for a new tab. */
  open(task: StructureTask): (event: MouseEvent) => void;
}

const DialogsContext = createContext<Dialogs>({ open: () => () => undefined });
const StructureDialog = lazyPart(() => import('./structure-dialog.tsx'));

export function useStructureDialog(): Dialogs {
  return use(DialogsContext);
}

/** Holds the one window for channels and categories. Its content is fetched when it first opens. */
export function StructureDialogs({ community, children }: { community: CommunityDto; children: ReactNode }) {
  const [task, setTask] = useState<StructureTask | null>(null);
  const { key } = useLocation();

  useEffect(() => setTask(null), [key, community.id]);

  const dialogs = useMemo<Dialogs>(
    () => ({
      open: (next) => (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button > 0) return;
        event.preventDefault();
        setTask(next);
      },
    }),
    [],
  );

  return (
    <DialogsContext value={dialogs}>
      {children}
      {task && <StructureDialog community={community} task={task} onClose={() => setTask(null)} />}
    </DialogsContext>
  );
}
