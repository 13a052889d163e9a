import "server-only";
import { setupActor } from "@assent/database/audit/events";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { env } from "./env";
import { requestedPathHeader, returnPath, withReturn } from "./links/return-path";
import { redirectToNotFound } from "./error-page";
import { currentSession } from "./session/current-session";
import { openedSetupLink } from "./session/setup-link";

/**
 * The signed-in user of a request. The role is a column of the user's row, read on every request; it never comes from a
 * claim.
 */
export interface SignedIn {
  readonly id: string;
  readonly role: "person" | "administrator";
}

/** The author of a change, as its event names it: an administrator, or "setup" before there is one. */
export interface ActingUser {
  readonly id: string;
}

/** An administrator or, while there is none, the holder of the set-up link. Null for everyone else. */
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

/** For pages of a signed-in person. Anyone else is sent to the sign-in page. */
export async function requirePerson(): Promise<SignedIn> {
  return (await currentUser()) ?? redirect(await signInPage());
}

/** The sign-in page, which leads back to the page that was asked for. */
async function signInPage(): Promise<string> {
  const to = returnPath((await headers()).get(requestedPathHeader), env().origin);
  return withReturn("/sign-in", to);
}

/**
 * For everything under /admin. A visitor is sent to the sign-in page; a person who is not an administrator sees "not
 * found", so that the administration does not reveal what exists.
 */
export async function requireAdministrator(): Promise<SignedIn> {
  const user = await requirePerson();
  return user.role === "administrator" ? user : redirectToNotFound();
}

/** As requireAdministrator, but the set-up link is enough while there is no administrator. */
export async function requireSetupOrAdministrator(): Promise<void> {
  if ((await setupOrAdministrator()) === null) await requireAdministrator();
}

/** For the steps of the set-up. Without the link, the page says how to get one. */
export async function requireSetupLink(): Promise<void> {
  if ((await openedSetupLink()) === null) redirect("/setup?gone=1");
}
