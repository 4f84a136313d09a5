import type { NextFunction, Request, Response } from 'express';
import { asAppError } from '#server/platform/database-errors.ts';
import { AppError, invalid } from '#server/platform/errors.ts';
import { describeError, type Logger } from '#server/platform/logger.ts';
import type { ErrorDto } from '#contract/protocol';
import { pathForLog } from './path-for-log.ts';

/** What the caller is told of a failure; the unexpected is logged under the request's id, and that id is all they get. */
export function toErrorDto(
  thrown: unknown,
  log: Logger,
  context: { requestId: string; [field: string]: unknown },
): ErrorDto & { status: number } {
  const error = asAppError(thrown, log);
  if (error instanceof AppError) return { ...error.toDto(), status: error.status };
  log.error({ ...context, error: describeError(error) }, 'a request failed unexpectedly');
  return {
    code: 'INTERNAL',
    message: 'Something went wrong on our side.',
    requestId: context.requestId,
    status: 500,
  };
}

/** Express' and its parsers' own errors: bad percent-encoding, broken JSON, a body past the limit. */
function asHttpError(error: unknown): unknown {
  // Our own has a status too, and says more.
  if (error instanceof AppError) return error;
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (error instanceof URIError) return invalid({ url: 'invalid' });
  if (type === 'entity.too.large') return new AppError('TOO_LARGE', 'That is too large to send here.');
  if (type === 'entity.parse.failed') return invalid({ body: 'invalid' }, 'That is not JSON.');
  if (typeof status === 'number' && status >= 400 && status < 500) return invalid({ request: 'invalid' });
  return error;
}

export function errorHandler(log: Logger) {
  // Express knows an error handler by its four parameters.
  return (thrown: unknown, req: Request, res: Response, _next: NextFunction): void => {
    const { status, ...error } = toErrorDto(asHttpError(thrown), log, {
      requestId: String(res.locals['requestId']),
      method: req.method,
      path: pathForLog(req.path),
    });
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (error.retryAfter !== undefined) res.setHeader('Retry-After', String(error.retryAfter));
    res.status(status);
    if (req.path.startsWith('/api/') || !req.accepts('html')) res.json({ error });
    // Plain text: what is said here may be read before any page of ours could be shown.
    else
      res
        .type('text/plain')
        .send(error.requestId ? `${error.message}\n\nReference: ${error.requestId}\n` : `${error.message}\n`);
  };
}
