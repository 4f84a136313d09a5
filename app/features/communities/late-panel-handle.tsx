import { Suspense, lazy, useEffect, useLayoutEffect, useState } from 'react';
import { whenIdle } from '../../lib/when-idle.ts';
import { applyWidth, readWidth } from './panels.ts';
import type { Panel } from './shell-controls.tsx';

const PanelHandle = lazy(() => import('./panel-handle.tsx'));

/** The edge of a panel, to pull it by. Without JavaScript it could do nothing: it comes once the page has come to rest. */
export function LatePanelHandle({ panel }: { panel: Panel }) {
  const [wanted, setWanted] = useState(false);
  useLayoutEffect(() => applyWidth(panel, readWidth(panel)), [panel]);
  useEffect(() => whenIdle(() => setWanted(true)), []);
  if (!wanted) return null;
  return (
    <Suspense>
      <PanelHandle panel={panel} />
    </Suspense>
  );
}
