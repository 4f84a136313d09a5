import type { MarkdownIt } from 'markdown-it';

const AT = 0x40;
const LESS = 0x3c;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const stored = new RegExp(`<(@&?|#)(${uuid})>`, 'y');
const all = /@(everyone|here)(?![\p{L}\p{N}_])/uy;
const word = /[\p{L}\p{N}_@/]$/u;

const kinds = { '@': 'user', '@&': 'role', '#': 'channel' } as const;

/**
 * Mentions for markdown-it: `<@id>`, `<@&id>` and `<#id>`, and `@everyone` and `@here` when the parser's environment says
 * that the author may address all. Not within code, as no mark is, nor within a link's text.
 */
export function mention(md: MarkdownIt): void {
  md.inline.ruler.before('autolink', 'mention', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== LESS || state.linkLevel > 0) return false;
    stored.lastIndex = state.pos;
    const found = stored.exec(state.src);
    if (!found) return false;
    if (!silent)
      state.push('mention', '', 0).meta = { kind: kinds[found[1] as keyof typeof kinds], id: found[2] };
    state.pos += found[0].length;
    return true;
  });

  md.inline.ruler.before('autolink', 'mention_all', (state, silent) => {
    const { addressesAll } = state.env as { addressesAll?: boolean };
    if (!addressesAll || state.src.charCodeAt(state.pos) !== AT || state.linkLevel > 0) return false;
    all.lastIndex = state.pos;
    const found = all.exec(state.src);
    if (!found || word.test(state.src.slice(Math.max(0, state.pos - 2), state.pos))) return false;
    if (!silent) state.push('mention', '', 0).meta = { kind: found[1] };
    state.pos += found[0].length;
    return true;
  });
}
