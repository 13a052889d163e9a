import "server-only";

/** A refusal that has a sentence in the message catalogue. Anything else that is thrown is a defect or an outage. */
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
      /** Set with `unexpected`: finds the log line. */
      readonly reference?: string;
      readonly details?: Readonly<Record<string, string>>;
      /** Set with `invalid-input`: dotted path of the field → code of the first thing wrong with it. */
      readonly fields?: Readonly<Record<string, string>>;
    };

/** Passes over what a database function did, or throws why it refused as an ExpectedError with the same code. */
export function requireOk(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
