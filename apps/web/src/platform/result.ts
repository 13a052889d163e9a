import "server-only";

/** A refusal that the message catalogue has a sentence for. Any other error is a bug or an outage. */
export class ExpectedError extends Error {
  override readonly name = "ExpectedError";
  constructor(
    readonly code: string,
    readonly details?: Readonly<Record<string, string>>,
  ) {
    super(code);
  }
}

export type ActionResult<Output> =
  | { readonly ok: true; readonly value: Output }
  | {
      readonly ok: false;
      /** `invalid-input`, `not-allowed`, `unexpected`, or the code of an ExpectedError. */
      readonly code: string;
      /** Set with `unexpected`. It finds the log line. */
      readonly reference?: string;
      readonly details?: Readonly<Record<string, string>>;
      /** Set with `invalid-input`: dotted path of the field → code of its first problem. */
      readonly fields?: Readonly<Record<string, string>>;
    };

/** Why an action did nothing. */
export type Refusal = Extract<ActionResult<unknown>, { readonly ok: false }>;

/** Throws an ExpectedError with the same code if a database function refused. */
export function requireOk(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
