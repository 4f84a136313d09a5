/** What the names of kept drafts begin with. */
export const draftPrefix = 'hearth-draft:';
