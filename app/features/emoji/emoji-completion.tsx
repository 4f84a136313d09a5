import { m } from '#i18n';
import type { CompletionItem, CompletionProvider } from '../messages/completion/provider.ts';
import { type Emoji, searchEmoji } from './catalogue.ts';
import { loadEmoji } from './load-emoji.ts';
import { withTone } from './tones.ts';
import { noteUse, readUsage } from './usage.ts';

/** Completes `:smi` to emoji, in the account's skin tone. */
export function emojiCompletion(accountId: string): CompletionProvider {
  const itemOf = ({ emoji, codes, name, tones }: Emoji): CompletionItem => {
    const text = withTone(emoji, tones, readUsage(accountId).tone);
    return {
      key: emoji,
      text,
      label: name,
      note: codes[0] ? `:${codes[0]}:` : '',
      picture: <span className="emoji text-[20px]">{text}</span>,
      onChosen: () => noteUse(accountId, text),
    };
  };
  return {
    trigger: ':',
    label: m.completion_emoji,
    from: 2,
    async find(query) {
      if (!/^[\p{L}\p{N}_+-]+$/u.test(query)) return [];
      return searchEmoji(await loadEmoji(), query, 8).map(itemOf);
    },
    async closed(query) {
      const known = (await loadEmoji()).byCode.get(query.toLowerCase());
      return known && itemOf(known);
    },
  };
}
