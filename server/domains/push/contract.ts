/** A browser that is woken for news while no page of the instance is open. */
export interface PushDeviceDto {
  id: string;
  userAgent: string;
  createdAt: string;
  /** It belongs to the session that asks. */
  current: boolean;
  /** When its push service last took something; null: never. */
  arrivedAt: string | null;
  /** What went wrong the last time; empty: nothing. */
  failure: string;
}

/** Whether a push service took a notice, and what it said when it did not. */
export interface PushTestDto {
  arrived: boolean;
  failure: string;
}

/**
 * What a notice carries, encrypted for its browser. `address` is a path of the instance; a browser opens nothing else.
 * Without `title` the person wants no texts in notices.
 */
export interface PushPayload {
  kind: 'message' | 'test';
  address: string;
  /** A later notice with the same tag replaces it. */
  tag: string;
  title?: string;
  text?: string;
}

export const pushLimits = {
  /** Browsers of one account. */
  devicesMax: 20,
  endpointMax: 1000,
  /** Tries before a notice is given up, the later ones further apart. */
  attemptsMax: 6,
  /** Seconds that a push service keeps a notice for a browser that is away. */
  keptSeconds: 12 * 60 * 60,
} as const;
