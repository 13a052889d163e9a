import "server-only";
import { setupActor } from "@assent/database/audit/events";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { env } from "./env";
import { returnPath, requestedPathHeader } from "./links/return-path";
import { redirectToNotFound } from "./error-page";
import { currentSession } from "./session/current-session";
import { openedSetupLink } from "./session/setup-link";

/** Who is asking. The role is a column of the user's row, read on every request; it never comes from a claim. */
export interface SignedIn {
  readonly id: string;
  readonly role: "person" | "administrator";
}

/** Who changes something of the installation, as its events say it: an administrator, or whoever sets it up. */
export interface ActingUser {
  readonly id: string;
}

/**
 * Whoever may change the installation: an administrator or, as long as there is none, the holder of the set-up link. Null
 * for everybody else.
 */
export async function setupOrAdministrator(): Promise<ActingUser | null> {
  const user = await currentUser();
  if (user?.role === "administrator") return user;
  return (await openedSetupLink()) === null ? null : { id: setupActor };
}

/** The signed-in user of this request, or null. One look-up a request; a closed or suspended account reads as null. */
export async function currentUser(): Promise<SignedIn | null> {
  const session = await currentSession();
  return session && { id: session.userId, role: session.role };
}

/** For pages of a signed-in person: nobody is sent to the sign-in page. */
export async function requirePerson(): Promise<SignedIn> {
  return (await currentUser()) ?? redirect(await signInPage());
}

/** The sign-in page, which leads back to what was asked for. */
async function signInPage(): Promise<string> {
  const to = returnPath((await headers()).get(requestedPathHeader), env().origin);
  return to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`;
}

/**
 * For everything under /admin: nobody is sent to the sign-in page, a plain person sees the page for "not found", so
 * that the administration does not say what exists.
 */
export async function requireAdministrator(): Promise<SignedIn> {
  const user = await requirePerson();
  return user.role === "administrator" ? user : redirectToNotFound();
}

/** For what the administration and the set-up read: as above, or with the set-up link while there is no administrator. */
export async function requireSetupOrAdministrator(): Promise<void> {
  if ((await setupOrAdministrator()) === null) await requireAdministrator();
}

/** For the steps of the set-up: everybody else is told how to get a link. */
export async function requireSetupLink(): Promise<void> {
  if ((await openedSetupLink()) === null) redirect("/setup");
}
