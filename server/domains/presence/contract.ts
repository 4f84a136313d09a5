/** What one chooses, on all devices at once: `online` shows whether one is active. */
export const chosenStates = ['online', 'dnd', 'invisible'] as const;
export type ChosenState = (typeof chosenStates)[number];

/** What others see. Who is invisible is offline to everybody else, in every respect. */
export type PresenceState = 'online' | 'idle' | 'dnd' | 'offline';

/** A custom status: one emoji, a few words, or both; the other is empty. */
export interface StatusDto {
  emoji: string;
  text: string;
}

/** How somebody is, as others may see it. A status is shown of who is not offline. */
export interface PresenceDto {
  accountId: string;
  state: PresenceState;
  status?: StatusDto;
}

/** One's own choices. `version` counts their changes: the higher one is the later. */
export interface OwnPresenceDto {
  chosen: ChosenState;
  status: (StatusDto & { endsAt: string | null }) | null;
  version: number;
}

/** What an account has chosen, as it is kept; plain data, as it travels between replicas. */
export interface PresenceChoice extends StatusDto {
  chosen: ChosenState;
  /** ISO 8601; null: the status does not end by itself. */
  endsAt: string | null;
  version: number;
}

export const presenceLimits = {
  statusMax: 80,
  /** Seconds of a custom status. */
  statusSecondsMin: 60,
  statusSecondsMax: 31 * 86_400,
  /** People whose presence one connection follows: those on screen. */
  watchedMax: 200,
  /** Milliseconds without input on a device after which it says that it is idle. */
  idleAfter: 5 * 60_000,
} as const;

export interface PresenceEvents {
  /** How people are from now on whom this connection follows: at most once a second. */
  'presence.changed': { people: PresenceDto[] };
  /** One's own choices, to all of one's devices. */
  'presence.own': { own: OwnPresenceDto };
}
