// What would pose as the instance or its people, or could become an address of its own.
const reserved = new Set(
  `about abuse account accounts admin administrator api app blog communities community contact discord everyone
   guest health healthz hearth help here home host info instance invite invites legal login logout mail mod moderation
   moderator moderators new news null official owner postmaster preferences privacy readyz register root security
   server settings setup signin signup staff status support system team terms trust undefined welcome www`.split(
    /\s+/,
  ),
);

/** Whether no community may have the word as its link, also with dashes in or around it. */
export const isReserved = (word: string): boolean => reserved.has(word.replaceAll('-', ''));
