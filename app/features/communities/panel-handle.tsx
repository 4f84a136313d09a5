import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { m } from '#i18n';
import { applyWidth, clampWidth, keepWidth, readWidth, widths } from './panels.ts';
import type { Panel } from './shell-controls.tsx';

/**
 * The edge of a panel, pulled with a pointer or moved with the arrow keys (16 px a press; Home and End go to the
 * limits, a double click back to the first width). The width is a property of the document, set by script.
 */
export default function PanelHandle({ panel }: { panel: Panel }) {
  const { min, max, first } = widths[panel];
  const [width, setWidth] = useState(first);
  const drag = useRef<{ from: number; width: number } | null>(null);
  const now = useRef(first);

  function apply(next: number) {
    now.current = clampWidth(panel, next);
    applyWidth(panel, now.current);
    setWidth(now.current);
  }

  useEffect(() => {
    apply(readWidth(panel));
    // Once: later changes come from here.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `apply` is made anew with each render and does the same
  }, [panel]);

  /** Where the panel grows when the pointer goes right: +1, else −1. */
  function direction(element: Element): number {
    const leftToRight = getComputedStyle(element).direction === 'ltr';
    return (panel === 'sidebar') === leftToRight ? 1 : -1;
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.toggleAttribute('data-dragging', true);
    drag.current = { from: event.clientX, width: now.current };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current) return;
    apply(drag.current.width + (event.clientX - drag.current.from) * direction(event.currentTarget));
  }

  function onPointerUp(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current) return;
    drag.current = null;
    event.currentTarget.toggleAttribute('data-dragging', false);
    keepWidth(panel, now.current);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const grow = direction(event.currentTarget) * 16;
    const next = {
      ArrowRight: now.current + grow,
      ArrowLeft: now.current - grow,
      Home: min,
      End: max,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    apply(next);
    keepWidth(panel, now.current);
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={panel === 'sidebar' ? m.shell_resize_sidebar() : m.shell_resize_members()}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={width}
      tabIndex={0}
      className="panel-handle needs-js"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => {
        apply(first);
        keepWidth(panel, first);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
