/** Something failed: what, and what to do about it. Never holds the key. */
export class Failure extends Error {
  /** true: it concerns the gateway or the call as a whole, so that anything else would fail, too. */
  readonly isGeneral: boolean;
  /** true: it may be gone in a moment. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    readonly advice: string,
    { isGeneral = false, mayPass = false }: { readonly isGeneral?: boolean; readonly mayPass?: boolean } = {},
  ) {
    super(message);
    this.isGeneral = isGeneral;
    this.mayPass = mayPass;
  }
}

/** The command itself is wrong: exit code 2, while all other failures have 1. */
export class UsageFailure extends Failure {
  constructor(message: string, advice = 'see --help') {
    super(message, advice, { isGeneral: true });
  }
}

/** What was thrown, as a Failure. Unforeseen errors keep only their name, as a message may quote a header. */
export const failureOf = (thrown: unknown): Failure =>
  thrown instanceof Failure
    ? thrown
    : new Failure(
        `unexpected: ${thrown instanceof Error ? thrown.name : 'an error'}`,
        'this is a fault of the command: please report it',
        { isGeneral: true },
      );
