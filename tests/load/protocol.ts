/** How to reach a server under test: the same for Hearth and for the references. */
export interface Place {
  port: number;
  /** One session each. */
  tokens: string[];
}

/** What the load process can be asked to do; times in milliseconds. */
export interface LoadTasks {
  /** Connects everybody at once and subscribes them, in turn, to these channels; resolves when all hear them. */
  connect: { input: Place & { channelIds: string[] }; output: { ms: number } };
  /** Some of those connected send as fast as they are acknowledged; counts what everybody receives. */
  fanOut: {
    input: { channelId: string; senders: number; window: number; warmUp: number; duration: number };
    output: { deliveriesPerSecond: number; messagesPerSecond: number };
  };
  /** One sends at a calm pace; how long until each of the others has it. */
  latency: {
    input: { channelId: string; everyMs: number; messages: number };
    output: { p50: number; p95: number; p99: number; lost: number };
  };
  /** Everybody connected sends into their channel, one message after the other's acknowledgement. */
  write: {
    input: { channelIds: string[]; window: number; warmUp: number; duration: number };
    output: { acknowledgedPerSecond: number; p50: number; p99: number };
  };
  /** Everybody follows some of the accounts, and goes idle and comes back once; what one viewer is told. */
  comeAndGo: {
    input: { accountIds: string[]; onScreen: number; seconds: number };
    output: { perSecond: number; most: number; bytes: number };
  };
  /** GETs one after the other on one connection. */
  get: {
    input: { port: number; token: string; paths: string[]; warmUp: number };
    output: { p50: number; p95: number; bytes: number };
  };
  /** Sends and sends again until acknowledged, through whatever happens to the server, until `stopPersisting`. */
  persist: { input: Place & { channelIds: string[] }; output: void };
  stopPersisting: { input: void; output: Persisted };
  disconnect: { input: void; output: void };
}

export interface Persisted {
  /** Every body begins with it. */
  run: string;
  /** Bodies that were acknowledged, with the acknowledged message's id. */
  acknowledged: [body: string, messageId: string][];
  /** When each acknowledgement came (Date.now). */
  times: number[];
}
