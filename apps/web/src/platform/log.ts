import "server-only";
import { randomBytes } from "node:crypto";
import { causesOf, wordOf } from "./error-causes";

/**
 * What a log line may contain. There is no field for personal data: no message of a library's error, no URL, no claim.
 */
export interface LogFields {
  readonly code?: string | undefined;
  readonly reference?: string | undefined;
  readonly provider?: string | undefined;
  /** A client id. */
  readonly application?: string | undefined;
  readonly route?: string | undefined;
  readonly digest?: string | undefined;
  readonly error?: string | undefined;
}

type Level = "info" | "warn" | "error";

/** Writes one JSON line to standard output. `event` is one of our fixed words, like `sign-in-failed`. */
export function log(level: Level, event: string, fields: LogFields = {}): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
}

/** A reference that a person can read out to support, and that finds the log line: eight letters and digits. */
export const newReference = (): string => randomBytes(5).toString("hex").slice(0, 8).toUpperCase();

/**
 * What may be logged about an unexpected error: its class, and the code of what failed first, however deep it is among the
 * causes. Never a message, which can quote what a library was given.
 */
export function describeError(error: unknown): Pick<LogFields, "error" | "code"> {
  if (!(error instanceof Error)) return { error: typeof error };
  const codes = causesOf(error).map((cause) => wordOf(cause, "code"));
  return { error: error.name, code: codes.findLast((code) => code !== null && isWord.test(code)) ?? undefined };
}

const isWord = /^[\w.-]{1,63}$/;
