import { useEffect, useLayoutEffect, useState } from 'react';
import { useMedia } from '../../lib/use-media.ts';
import { whenIdle } from '../../lib/when-idle.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { applyWidth, beside, readWidth } from './panels.ts';
import type { Panel } from './shell-controls.tsx';

const PanelHandle = lazyPart(() => import('./panel-handle.tsx'));

/**
 * The edge of a panel, to pull it by, where the panel stands beside the conversation. Without JavaScript it could do
 * nothing: it comes once the page has come to rest.
 */
export function LatePanelHandle({ panel }: { panel: Panel }) {
  const [rested, setRested] = useState(false);
  const room = useMedia(beside[panel], false);
  useLayoutEffect(() => applyWidth(panel, readWidth(panel)), [panel]);
  useEffect(() => whenIdle(() => setRested(true)), []);
  return rested && room ? <PanelHandle panel={panel} /> : null;
}
