import {
  errorStatus,
  type ErrorCode,
  type ErrorDto,
  type ErrorReason,
  type FieldProblem,
} from '#contract/protocol';

export interface ErrorDetails {
  reason?: ErrorReason;
  fields?: Record<string, FieldProblem>;
  /** Seconds. */
  retryAfter?: number;
  /** What people of the place say about it: their words, not the product's. */
  detail?: string;
}

/**
 * A failure that the caller may be told about. `message` is shown to people: it names no table, path, query or
 * secret. Everything else that is thrown counts as unexpected and is answered as INTERNAL with the request's id.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly reason: ErrorReason | undefined;
  readonly fields: Record<string, FieldProblem> | undefined;
  readonly retryAfter: number | undefined;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.reason = details.reason;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.detail = details.detail;
  }

  get status(): number {
    return errorStatus[this.code];
  }

  toDto(): ErrorDto {
    return {
      code: this.code,
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.fields && { fields: this.fields }),
      ...(this.retryAfter !== undefined && { retryAfter: this.retryAfter }),
      ...(this.detail && { detail: this.detail }),
    };
  }
}

/** Hidden and missing answer alike: nobody learns from an answer that a thing exists. */
export const notFound = () => new AppError('NOT_FOUND', 'That does not exist, or you cannot see it.');
export const forbidden = () => new AppError('FORBIDDEN', 'You are not allowed to do that here.');
export const unauthenticated = () => new AppError('UNAUTHENTICATED', 'Sign in first.');
export const invalid = (fields: Record<string, FieldProblem>, message?: string) =>
  new AppError('INVALID', message ?? `Check: ${Object.keys(fields).join(', ')}.`, { fields });
export const unavailable = (retryAfter = 3) =>
  new AppError('UNAVAILABLE', 'Hearth is busy or its database is away. Try again in a moment.', {
    retryAfter,
  });
