import type { MarkdownIt } from 'markdown-it';

const BAR = 0x7c;

// What ends a run of plain text: markdown-it's own list of characters that a rule may begin at, and the bar.
const plain = /[^\n!#$%&*+\-:<=>@[\\\]^_`{|}~]+/y;

/**
 * `||hidden||` for markdown-it, on its delimiter machinery, so that marks inside and across nest as emphasis does.
 * An empty pair and an unpaired one stay text.
 */
export function spoiler(md: MarkdownIt): void {
  md.inline.ruler.at('text', (state, silent) => {
    plain.lastIndex = state.pos;
    const run = plain.exec(state.src)?.[0];
    if (!run) return false;
    if (!silent) state.pending += run;
    state.pos += run.length;
    return true;
  });

  md.inline.ruler.before('emphasis', 'spoiler', (state, silent) => {
    if (silent || state.src.charCodeAt(state.pos) !== BAR) return false;
    const run = state.scanDelims(state.pos, true);
    if (run.length < 2) return false;
    if (run.length % 2) state.push('text', '', 0).content = '|';
    for (let pair = 0; pair < Math.floor(run.length / 2); pair += 1) {
      state.push('text', '', 0).content = '||';
      // Flanking rules are for words; a spoiler may begin and end anywhere.
      state.delimiters.push({
        marker: BAR,
        length: 0,
        token: state.tokens.length - 1,
        end: -1,
        open: true,
        close: true,
      });
    }
    state.pos += run.length;
    return true;
  });

  md.inline.ruler2.before('emphasis', 'spoiler', (state) => {
    for (const delimiters of [
      state.delimiters,
      ...state.tokens_meta.flatMap((meta) => (meta?.delimiters ? [meta.delimiters] : [])),
    ]) {
      for (const opening of delimiters) {
        if (opening.marker !== BAR || opening.end === -1) continue;
        const closing = delimiters[opening.end]!;
        Object.assign(state.tokens[opening.token]!, { type: 'spoiler_open', nesting: 1, content: '' });
        Object.assign(state.tokens[closing.token]!, { type: 'spoiler_close', nesting: -1, content: '' });
      }
    }
    return true;
  });
}
