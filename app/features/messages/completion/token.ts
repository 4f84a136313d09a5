/** What is being typed that could be completed: `:smi`, `@ada`, `#gen`. */
export interface Token {
  trigger: string;
  /** What follows the trigger, up to the cursor. */
  query: string;
  /** Where the trigger stands. */
  start: number;
}

const queryMax = 40;

/**
 * What stands right before the cursor: one of the triggers and what was typed after it. The trigger begins a word; nothing
 * is completed within code.
 */
export function tokenAt(text: string, caret: number, triggers: readonly string[]): Token | null {
  const before = text.slice(Math.max(0, caret - queryMax - 1), caret);
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const character = before.charAt(at);
    if (/\s/.test(character)) return null;
    if (!triggers.includes(character)) continue;
    const previous = before.charAt(at - 1);
    const start = caret - before.length + at;
    if (start > 0 && previous === '' ? true : /[\p{L}\p{N}_/:]/u.test(previous)) return null;
    if (isInCode(text, start)) return null;
    return { trigger: character, query: before.slice(at + 1), start };
  }
  return null;
}

/** Whether a place in a text of Markdown stands within code, finished or not. */
export function isInCode(text: string, place: number): boolean {
  let fence = '';
  let start = 0;
  let paragraph = '';
  for (const line of text.slice(0, place).split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence !== '') {
      if (mark.startsWith(fence) && line.trim() === mark) fence = '';
      paragraph = '';
    } else if (mark !== '' && start + line.length < place) {
      fence = mark;
      paragraph = '';
    } else {
      paragraph = line.trim() === '' ? '' : `${paragraph}\n${line}`;
    }
    start += line.length + 1;
  }
  return fence !== '' || isSpanOpen(paragraph);
}

/** Whether the last run of backticks has no partner yet. */
function isSpanOpen(paragraph: string): boolean {
  let open = 0;
  for (const [run] of paragraph.matchAll(/`+/g)) {
    if (open === 0) open = run.length;
    else if (open === run.length) open = 0;
  }
  return open > 0;
}
