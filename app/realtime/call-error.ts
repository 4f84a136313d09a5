import type { ErrorDto } from '#contract/protocol';

/** The instance answered no; `error` says why. Trying the same again will not help unless it says so. */
export class Refused extends Error {
  override name = 'Refused';
  readonly error: ErrorDto;

  constructor(error: ErrorDto) {
    super(error.message);
    this.error = error;
  }
}

/** No answer came: whether the call took effect is unknown. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}
