import { expect } from "vitest";
import { CryptoError, type CryptoErrorCode } from "./crypto-error.ts";

/** Expects a refusal with this code. Neither its message nor its stack may contain one of the `secrets`. */
export async function expectCryptoError(
  attempt: Promise<unknown>,
  code: CryptoErrorCode,
  secrets: readonly string[] = [],
): Promise<void> {
  const error: unknown = await attempt.then(
    () => new Error(`It was accepted, and not refused with ${code}.`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CryptoError);
  const refusal = error as CryptoError;
  expect(refusal.code).toBe(code);
  expect(refusal.cause).toBeUndefined();
  for (const secret of secrets) expect(`${refusal.message} ${refusal.stack}`).not.toContain(secret);
}
