import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import compression from 'compression';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { AddressBook } from '#server/domains/address/index.ts';
import { unavailable } from '#server/platform/errors.ts';
import { describeError } from '#server/platform/logger.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { Services } from '#server/services.ts';
import { apiV1 } from './api-v1.ts';
import { sessionCookies } from './cookies.ts';
import { edgeRoutes, leadToHttps } from './edge.ts';
import { errorHandler } from './errors.ts';
import { guard } from './guard.ts';
import { nonceOf } from './headers.ts';
import { healthRoutes, type Readiness } from './health.ts';
import { identify } from './identify.ts';
import { pathForLog } from './path-for-log.ts';
import type { RequestScope } from './request-scope.ts';

/**
 * Milliseconds that a request waits for the start to be over. A start takes less as a rule, and the edge notices only
 * with its next health check that we are not ready: who comes in between waits a moment and sees no error.
 */
const startWithinMs = 10_000;

/** What is there only once the database is: until then requests other than the health checks wait, then get a 503. */
export interface Pages {
  services: Services;
  handler: RequestHandler;
}

/**
 * The HTTP side: health, static files, the API and the pages, each behind the same headers, limits and checks.
 * Listens before the database answers, so that a taken port is said at once and `/readyz` can say what is missing.
 */
export function createApplication(
  platform: Pick<Platform, 'config' | 'log' | 'secret'>,
  readiness: Readiness,
  book: AddressBook,
): { app: Express; serve: (pages: Pages) => void } {
  const { config, log, secret } = platform;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // What judges a request by its path (the guard, the log, how a failure is answered) has one spelling to know.
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', config.trustProxy.length > 0 ? config.trustProxy : false);
  let pages: Pages | undefined;
  let api: RequestHandler | undefined;
  const started = Promise.withResolvers<void>();
  const whenStarted: RequestHandler = async (_req, _res, next) => {
    if (!pages) await Promise.race([started.promise, sleep(startWithinMs, undefined, { ref: false })]);
    next(pages ? undefined : unavailable(3));
  };

  app.use(requestLog(platform));
  app.use(healthRoutes(readiness));
  app.use(edgeRoutes(book, secret));
  app.use(guard);
  if (config.edge) app.use(leadToHttps(book));
  app.use(compression());
  // Before the files: looking for one of that name on the disk takes longer than many an answer.
  app.use('/api/v1', whenStarted, (req, res, next) => api!(req, res, next));
  if (!config.development) {
    const client = path.join(config.buildDir, 'client');
    app.use(
      '/assets',
      express.static(path.join(client, 'assets'), {
        immutable: true,
        maxAge: '1y',
        fallthrough: true,
        index: false,
        // Its redirect to a folder's slash would put a weaker policy in the place of ours.
        redirect: false,
      }),
    );
    app.use(express.static(client, { maxAge: '1h', index: false, redirect: false, dotfiles: 'ignore' }));
  }
  app.use(whenStarted);
  app.use(async (req: Request, res: Response, next: NextFunction) => {
    const { services, handler } = pages!;
    const ctx = await identify(services, req, res, 'page');
    const reportError = (error: unknown) =>
      log.error(
        {
          requestId: ctx.requestId,
          method: req.method,
          path: pathForLog(req.path),
          error: describeError(error),
        },
        'a page failed unexpectedly',
      );
    res.locals['scope'] = {
      services,
      ctx,
      nonce: nonceOf(res),
      cookies: sessionCookies(req, res),
      reportError,
    } satisfies RequestScope;
    // A page is somebody's own: nothing on the way may keep it.
    res.setHeader('Cache-Control', 'private, no-store');
    await handler(req, res, next);
  });
  app.use(errorHandler(log));
  return {
    app,
    serve: (ready) => {
      api = apiV1(ready.services);
      pages = ready;
      started.resolve();
    },
  };
}

/** A line for each request but the health checks: what, how long, the answer's status. No query, no header, no body. */
function requestLog({ log }: Pick<Platform, 'log'>) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const requestId = randomUUID();
    res.locals['requestId'] = requestId;
    res.setHeader('X-Request-Id', requestId);
    const start = performance.now();
    res.once('finish', () => {
      if (req.path === '/healthz' || req.path === '/readyz') return;
      log[res.statusCode >= 500 ? 'warn' : 'debug'](
        {
          requestId,
          method: req.method,
          path: pathForLog(req.path),
          status: res.statusCode,
          ms: Math.round(performance.now() - start),
        },
        'request',
      );
    });
    next();
  };
}
