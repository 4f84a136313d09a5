import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable } from '@react-router/node';
import { renderToPipeableStream } from 'react-dom/server';
import {
  type EntryContext,
  type HandleErrorFunction,
  type RouterContextProvider,
  ServerRouter,
  isRouteErrorResponse,
} from 'react-router';
import { scopeContext } from './context.ts';

/** How long a deferred part of a page may take before the stream is cut. */
export const streamTimeout = 5_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  if (request.method === 'HEAD') return new Response(null, { status, headers });

  const { nonce } = context.get(scopeContext);
  return new Promise((resolve, reject) => {
    let shell = false;
    const { pipe, abort } = renderToPipeableStream(
      <ServerRouter context={entry} url={request.url} nonce={nonce} />,
      {
        nonce,
        // Whole pages, at once: nothing of ours arrives late, and a browser without JavaScript cannot put late parts in place.
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onShellReady() {
          shell = true;
        },
        onAllReady() {
          // The timer holds the whole render alive: let go of it as soon as the page has been written.
          const body = new PassThrough({
            final(done) {
              clearTimeout(timer);
              done();
            },
          });
          body.on('close', () => clearTimeout(timer));
          pipe(body);
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
        },
        onShellError(error: unknown) {
          clearTimeout(timer);
          reject(error);
        },
        onError(error: unknown) {
          status = 500;
          // Errors of the shell are thrown to the handler above; later ones would vanish.
          if (shell) context.get(scopeContext).reportError(error);
        },
      },
    );
    const timer = setTimeout(abort, streamTimeout + 1_000);
  });
}

/** Every error that no route expected, once, with its request's id. Left out: answers that we threw ourselves, and visitors who left. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  (context as RouterContextProvider).get(scopeContext).reportError(error);
};
