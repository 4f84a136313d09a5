import { createRequestHandler } from '@react-router/express';
import type { RequestHandler } from '@react-router/express';
import { RouterContextProvider, type ServerBuild } from 'react-router';
import type { RequestScope } from '#server/http/request-scope.ts';
import type { Services } from '#server/services.ts';
import { scopeContext } from './context.ts';

/**
 * The only door from the HTTP application into the pages. Routes see exactly the services given here: importing one
 * would load a second copy into this bundle, whose events never reach the sockets.
 *
 * Expects the HTTP pipeline to have put the request's {@link RequestScope} into `res.locals.scope`.
 */
export function createHandler(services: Services): RequestHandler {
  return createRequestHandler({
    // The generated module's type misses `exactOptionalPropertyTypes` by a hair.
    build: () => import('virtual:react-router/server-build') as Promise<unknown> as Promise<ServerBuild>,
    getLoadContext(_req, res) {
      const context = new RouterContextProvider();
      context.set(scopeContext, { ...(res.locals['scope'] as RequestScope), services });
      return context;
    },
  });
}
