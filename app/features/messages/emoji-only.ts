const upToTen = /^\s*(?:\p{RGI_Emoji}\s*){1,10}$/v;

/** A text of nothing but a few emoji, which shows large. */
export const isEmojiOnly = (text: string): boolean => text.length <= 300 && upToTen.test(text);
