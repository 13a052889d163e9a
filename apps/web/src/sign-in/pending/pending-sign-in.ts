import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { openToken, sealToken } from "@assent/crypto/seal";
import type { Submission } from "@assent/consent/evaluate/decision";
import type { Values } from "@assent/consent/claims/claim-mapping";
import { cookies } from "next/headers";
import { env } from "@/platform/env";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";

/**
 * What stands between the provider's answer and the decision: the only place where a person's details are before they
 * agree, sealed, in their own browser, for ten minutes, for one use.
 */
export interface PendingSignIn {
  /** 128 random bits; its hash is the one-use key that the deciding transaction takes. */
  readonly id: string;
  readonly providerId: string;
  readonly subject: string;
  /** Mapped claims only: attribute key → value. Everything unmapped was dropped before this was sealed. */
  readonly values: Values;
  /**
   * What the organisation set, at the moment of the sign-in, for what was not sent. Kept here, so that what was shown is
   * what is stored, also when the default is changed while somebody decides.
   */
  readonly defaults?: Values;
  /** Seconds since 1970; more time can be asked for until `longestStay` after it. */
  readonly startedAt: number;
  /** Where the person wanted to go: a path of ours. */
  readonly returnTo: string;
  /** Who vouched for the subject: at another issuer the same identifier is somebody else. */
  readonly issuer: string;
  /** SHA-256 of the conditions that were found to be met; whether others are cannot be seen from here. */
  readonly conditions: string;
  /** Somebody who has an account and is asked about something new. */
  readonly known?: true;
  /** What was submitted last and not accepted, so that the page shows what a second submission would store. */
  readonly draft?: UnfinishedAnswer;
}

export interface UnfinishedAnswer extends Submission {
  readonly reason: "problems" | "more-time" | "changed" | "failed" | "setup-gone" | "another" | "language";
  readonly reference?: string;
  /** Makes each redraw a new form for React, which otherwise keeps the ticks of the one before. */
  readonly attempt: number;
}

const minutes = 60_000;
const timeToChoose = 10 * minutes;
/** WCAG 2.2, success criterion 2.2.1: a time limit can be extended, at least ten times. */
const longestStay = 120 * minutes;
const purpose = "assent pending sign-in v1";

/** A browser keeps about 4 KB a cookie (RFC 6265, section 6.1), and Node reads 16 KB of headers in all. */
const chunkLength = 3600;
const maxChunks = 3;

export type PendingRead =
  | { readonly state: "none" }
  | { readonly state: "ended" }
  | { readonly state: "waiting"; readonly pending: PendingSignIn; readonly expiresAt: Date };

export const newPendingId = (): string => randomBytes(16).toString("base64url");

/** The one-use key as the database knows it: a hash, so that a dump does not hold what a cookie holds. */
export const pendingKeyHash = (id: string): string => createHash("sha256").update(`pending:${id}`).digest("hex");

/** Reads the sealed cookie of this request. `ended`: too late, tampered with, or sealed with another secret. */
export async function readPending(now: Date = new Date()): Promise<PendingRead> {
  const jar = await cookies();
  const name = cookieNames().pending;
  let sealed = "";
  for (let chunk = 0; chunk < maxChunks; chunk++) sealed += jar.get(`${name}-${chunk}`)?.value ?? "";
  if (sealed === "") return { state: "none" };
  const opened = await openToken<PendingSignIn>(sealed, { ...env().seal, purpose, now });
  if (!opened.ok) return { state: "ended" };
  return { state: "waiting", pending: opened.payload, expiresAt: opened.expiresAt };
}

/**
 * Seals the pending sign-in and puts it into the browser. Returns false when it does not fit, and then nothing is set.
 * `expiresAt` keeps the clock running when only the draft changed.
 */
export async function writePending(pending: PendingSignIn, expiresAt?: Date): Promise<boolean> {
  const now = Date.now();
  const until = expiresAt ?? new Date(Math.min(now + timeToChoose, pending.startedAt * 1000 + longestStay));
  const sealed = await sealToken(pending, { secret: env().secret, purpose, expiresAt: until });
  if (sealed.length > chunkLength * maxChunks) return false;
  const jar = await cookies();
  const name = cookieNames().pending;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    const part = sealed.slice(chunk * chunkLength, (chunk + 1) * chunkLength);
    if (part) jar.set(`${name}-${chunk}`, part, { ...cookieOptions(), expires: until });
    else if (jar.has(`${name}-${chunk}`)) jar.set(`${name}-${chunk}`, "", { ...cookieOptions(), maxAge: 0 });
  }
  return true;
}

/** Deletes the details from the browser. Possible in actions and route handlers only, as with every cookie. */
export async function clearPending(): Promise<void> {
  const jar = await cookies();
  const name = cookieNames().pending;
  for (let chunk = 0; chunk < maxChunks; chunk++) {
    if (jar.has(`${name}-${chunk}`)) jar.set(`${name}-${chunk}`, "", { ...cookieOptions(), maxAge: 0 });
  }
}

/** Whether more time can still be asked for. */
export const mayExtend = (pending: Pick<PendingSignIn, "startedAt">, now: Date): boolean =>
  now.getTime() + minutes < pending.startedAt * 1000 + longestStay;
