/** What an error of a GraphQL response says. */
interface ResponseError {
  message: string;
  extensions?: { code?: string; id?: string };
}

/** Why there is no answer. */
export type Reason =
  /** The server can't be reached, or no longer while it answers. */
  | 'offline'
  /** The server did not answer in time. */
  | 'timeout'
  /** The server answered with errors, or with something else than GraphQL. */
  | 'refused';

/** An operation that has no answer. */
export class Failure extends Error {
  constructor(
    readonly reason: Reason,
    message: string,
    /** The code that the server gave: `extensions.code`, or the status. */
    readonly code?: string,
    /** What the server's log has the fault under: `extensions.id`. */
    readonly id?: string,
  ) {
    super(message);
  }

  /** The failure that a response's errors tell of. */
  static of(errors: ResponseError[]): Failure {
    const { code, id } = errors[0]?.extensions ?? {};
    return new Failure('refused', errors.map((error) => error?.message).join(' '), code, id);
  }
}
