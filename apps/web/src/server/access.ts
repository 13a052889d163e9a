import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { readSession } from "@/sign-in/auth";
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
  return (await currentUser()) ?? redirect("/sign-in");
}

/**
 * For everything under /admin: nobody is sent to the sign-in page, a plain person sees the page for "not found", so
 * that the administration does not say what exists.
 */
export async function requireAdministrator(): Promise<SignedIn> {
  const user = await requirePerson();
  return user.role === "administrator" ? user : missing();
}
