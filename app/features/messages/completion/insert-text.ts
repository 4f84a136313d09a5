/**
 * Puts a text where the cursor is, or in place of the stretch from `start` to `end`, as if it had been typed: it can be
 * undone, and everybody who listens hears of it.
 */
export function insertText(
  area: HTMLTextAreaElement,
  text: string,
  start = area.selectionStart,
  end = area.selectionEnd,
): void {
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  // The one way that keeps the browser's own undo; where it is gone, the text still comes.
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else does that
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, start, end, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
