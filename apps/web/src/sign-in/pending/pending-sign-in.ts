import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { openToken, sealToken } from "@assent/crypto/seal";
import type { Submission } from "@assent/consent/evaluate/decision";
import type { Values } from "@assent/consent/claims/claim-mapping";
import { env } from "@/platform/env";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";
import { requestCookies } from "@/platform/request";

/**
 * A sign-in that waits for a decision. Before people agree, their details are only here: sealed in a cookie of their
 * own browser, for ten minutes and for one use.
 */
export interface PendingSignIn {
  /** 128 random bits; its hash is the one-use key that the transaction of the decision uses up. */
  readonly id: string;
  readonly providerId: string;
  readonly subject: string;
  /** Mapped claims only: attribute key → value. Everything unmapped was dropped before this was sealed. */
  readonly values: Values;
  /**
   * The organisation's defaults for what was not sent, at the moment of the sign-in. They are kept here so that what
   * was shown is stored, even if a default changes while the person decides.
   */
  readonly defaults?: Values;
  /** Attributes for which something unusable was sent, without the value. */
  readonly unusable?: readonly string[];
  /** Seconds since 1970. People can ask for more time until `longestStay` after it. */
  readonly startedAt: number;
  /** How the provider says that the person proved who they are; `at` in seconds since 1970. */
  readonly authentication?: { readonly at: number | null; readonly acr: string | null };
  /** Where the person wanted to go: one of our paths. */
  readonly returnTo: string;
  /** The issuer that the subject belongs to. At another issuer the same subject is another person. */
  readonly issuer: string;
  /** SHA-256 of the conditions that were met. Others cannot be checked later, because unmapped claims are gone. */
  readonly conditions: string;
  /** Set for a person with an account who is asked about something new. */
  readonly known?: true;
  /** How old the person has to say they are before they see the screen, and whether they have said so. */
  readonly age?: { readonly years: number; readonly isSaid: boolean };
  /** The last form, if it was not accepted. The page shows it again. */
  readonly draft?: UnfinishedAnswer;
}

export interface UnfinishedAnswer extends Submission {
  readonly reason: "problems" | "more-time" | "changed" | "failed" | "setup-gone" | "another" | "language";
  readonly reference?: string;
  /** Counts how often the form was shown again. It is the key of the form: without it React keeps the earlier ticks. */
  readonly attempt: number;
}

const minutes = 60_000;
const timeToChoose = 10 * minutes;
/** WCAG 2.2, success criterion 2.2.1: a time limit can be extended, at least ten times. */
const longestStay = 120 * minutes;
const purpose = "assent pending sign-in v1";

/** A browser keeps about 4 KB for each cookie (RFC 6265, section 6.1), and Node reads 16 KB of headers in all. */
const chunkLength = 3600;
const maxChunks = 3;

export type PendingRead =
  | { readonly state: "none" }
  | { readonly state: "ended" }
  | { readonly state: "waiting"; readonly pending: PendingSignIn; readonly expiresAt: Date };

export const newPendingId = (): string => randomBytes(16).toString("base64url");

/** The one-use key, hashed for the database, so that a dump does not contain what a cookie contains. */
export const pendingKeyHash = (id: string): string => createHash("sha256").update(`pending:${id}`).digest("hex");

/** Names the pending sign-in in its form, without revealing its id. */
export const requestIdOf = (id: string): string => createHash("sha256").update(`request:${id}`).digest("hex");

/** Reads the sealed cookie of this request. `ended`: too late, tampered with, or sealed with another secret. */
export async function readPending(now: Date = new Date()): Promise<PendingRead> {
  const jar = await requestCookies();
  const name = cookieNames().pending;
  let sealed = "";
  for (let chunk = 0; chunk < maxChunks; chunk++) sealed += jar.get(`${name}-${chunk}`)?.value ?? "";
  if (sealed === "") return { state: "none" };
  const opened = await openToken<PendingSignIn>(sealed, { ...env().seal, purpose, now });
  if (!opened.ok) return { state: "ended" };
  return { state: "waiting", pending: opened.payload, expiresAt: opened.expiresAt };
}

/**
 * Seals the pending sign-in and puts it into the browser. Returns false, and sets nothing, if it does not fit.
 * `expiresAt` keeps the end when only the draft changed.
 */
export async function writePending(pending: PendingSignIn, expiresAt?: Date): Promise<boolean> {
  const now = Date.now();
  const until = expiresAt ?? new Date(Math.min(now + timeToChoose, pending.startedAt * 1000 + longestStay));
  const sealed = await sealToken(pending, { secret: env().secret, purpose, expiresAt: until });
  if (sealed.length > chunkLength * maxChunks) return false;
  const jar = await requestCookies();
  const name = cookieNames().pending;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    const part = sealed.slice(chunk * chunkLength, (chunk + 1) * chunkLength);
    if (part) jar.set(`${name}-${chunk}`, part, { ...cookieOptions(), expires: until });
    else if (jar.has(`${name}-${chunk}`)) jar.set(`${name}-${chunk}`, "", { ...cookieOptions(), maxAge: 0 });
  }
  return true;
}

/** Deletes the details from the browser. Only an action or a route handler can delete a cookie. */
export async function clearPending(): Promise<void> {
  const jar = await requestCookies();
  const name = cookieNames().pending;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    if (jar.has(`${name}-${chunk}`)) jar.set(`${name}-${chunk}`, "", { ...cookieOptions(), maxAge: 0 });
  }
}

/** Whether more time can still be asked for. */
export const mayExtend = (pending: Pick<PendingSignIn, "startedAt">, now: Date): boolean =>
  now.getTime() + minutes < pending.startedAt * 1000 + longestStay;
