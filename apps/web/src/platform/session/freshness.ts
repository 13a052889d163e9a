import "server-only";
import { ExpectedError } from "../result";
import { cookieNames, cookieOptions } from "./cookies";
import { currentSession } from "./current-session";
import { requestCookies } from "../request";

/**
 * Whether the person in front of this browser is known to be its owner. "fresh": their provider said that they proved
 * who they are in the last ten minutes. "stale": it did not. "unproved": they were sent to sign in again, came back,
 * and the provider still did not say it.
 */
export type Freshness = "fresh" | "stale" | "unproved";

/** Called before every act that must not happen at a screen that was left open: see guardedAction. */
export async function freshness(): Promise<Freshness> {
  const [session, jar] = await Promise.all([currentSession(), requestCookies()]);
  if (session?.isFresh) return "fresh";
  const asked = Number(jar.get(cookieNames().again)?.value ?? Number.NaN);
  return session !== null && session.createdAt.getTime() >= asked - clockDifference ? "unproved" : "stale";
}

/** Errors: "sign-in-again". */
export async function requireFresh(): Promise<void> {
  if ((await freshness()) !== "fresh") throw new ExpectedError("sign-in-again");
}

/** Milliseconds by which the database's clock may be behind ours. */
const clockDifference = 5_000;
/** Seconds for which a page says that the provider did not prove it. */
const remembered = 600;

/** Remembers that this browser was sent to sign in again. It only chooses what a page says. */
export async function rememberAskedAgain(): Promise<void> {
  (await requestCookies()).set(cookieNames().again, String(Date.now()), { ...cookieOptions(), maxAge: remembered });
}

/** Where people sign in again: at the provider of their session, and then return to one of our paths. */
export const signInAgainPath = (back: string): string => `/sign-in-again?to=${encodeURIComponent(back)}`;

/** The same at a provider that they choose. */
export const chooseAgainPath = (back: string): string => `/sign-in?again=1&to=${encodeURIComponent(back)}`;
