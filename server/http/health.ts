import { Router } from 'express';

/** What the process waits for before it can serve; empty when it is ready. */
export interface Readiness {
  waitingFor(): Promise<string | null>;
}

/** `/healthz`: the process lives. `/readyz`: it can serve; 503 with what it waits for when not. Neither needs a session. */
export function healthRoutes(readiness: Readiness): Router {
  const router = Router({ caseSensitive: true });
  router.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  router.get('/readyz', async (_req, res) => {
    const waitingFor = await readiness.waitingFor();
    if (waitingFor === null) return void res.json({ status: 'ready' });
    res.status(503).setHeader('Retry-After', '3').json({ status: 'waiting', waitingFor });
  });
  return router;
}
