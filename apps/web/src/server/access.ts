import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { env } from "@/env";
import { readSession } from "@/sign-in/auth";
import { returnPath, wantedPath } from "@/sign-in/return-path";
import { missing } from "./drawn";

/** Who is asking. The role is a column of the user's row, read on every request; it never comes from a claim. */
export interface SignedIn {
  readonly id: string;
  readonly role: "person" | "administrator";
}

/** The signed-in user of this request, or null. One look-up a request; a closed or suspended account reads as null. */
export const currentUser: () => Promise<SignedIn | null> = cache(readSession);

/** For pages of a signed-in person: nobody is sent to the sign-in page. */
export async function requirePerson(): Promise<SignedIn> {
  return (await currentUser()) ?? redirect(await signInPage());
}

/** The sign-in page, which leads back to what was asked for. */
async function signInPage(): Promise<string> {
  const to = returnPath((await headers()).get(wantedPath), env().origin);
  return to === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(to)}`;
}

/**
 * For everything under /admin: nobody is sent to the sign-in page, a plain person sees the page for "not found", so
 * that the administration does not say what exists.
 */
export async function requireAdministrator(): Promise<SignedIn> {
  const user = await requirePerson();
  return user.role === "administrator" ? user : missing();
}
