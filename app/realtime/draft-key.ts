/** What the names of kept drafts begin with. */
export const draftPrefix = 'hearth-draft:';
/** Which emoji an account uses; the account's id follows. */
export const emojiPrefix = 'hearth-emoji:';
