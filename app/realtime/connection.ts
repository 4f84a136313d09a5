/**
 * How events reach this browser.
 * `connected`: by WebSocket. `limited`: by polling, slower, as something between blocks WebSockets.
 * `connecting`: for the first time or again. `offline`: several attempts failed, or the browser knows of no network.
 */
export type ConnectionStatus = 'connected' | 'connecting' | 'limited' | 'offline';

export interface Connection {
  status: ConnectionStatus;
  /** False until the first connection since the page was opened. */
  settled: boolean;
}

export const startingConnection: Connection = { status: 'connecting', settled: false };

/** What the socket reports, from which the status follows. */
export type ConnectionNews =
  | { type: 'connected'; transport: 'websocket' | 'polling' }
  | { type: 'upgraded' }
  | { type: 'lost' }
  | { type: 'failed'; attempts: number; online: boolean }
  | { type: 'network'; online: boolean };

/** Attempts in a row after which waiting is called being offline. */
const patience = 3;

export function nextConnection(connection: Connection, news: ConnectionNews): Connection {
  const status = nextStatus(connection.status, news);
  const settled = connection.settled || news.type === 'connected';
  return status === connection.status && settled === connection.settled ? connection : { status, settled };
}

function nextStatus(status: ConnectionStatus, news: ConnectionNews): ConnectionStatus {
  switch (news.type) {
    case 'connected':
      return news.transport === 'polling' ? 'limited' : 'connected';
    case 'upgraded':
      return 'connected';
    case 'lost':
      return status === 'offline' ? 'offline' : 'connecting';
    case 'failed':
      return !news.online || news.attempts >= patience || status === 'offline' ? 'offline' : 'connecting';
    case 'network':
      if (!news.online) return 'offline';
      return status === 'offline' ? 'connecting' : status;
  }
}
