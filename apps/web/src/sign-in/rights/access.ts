import "server-only";
import { listWithPeople } from "@assent/database/providers/identity-providers";
import { statusOf } from "@assent/database/users/people";
import { cache } from "react";
import { database } from "@/platform/database";
import { ExpectedError } from "@/platform/result";
import { sealedCookie } from "@/platform/session/sealed-cookie";
import type { SignInProvider } from "../providers";
import { type RightsAccess, type AccessHolder, accessOf } from "./access-rule";

// People whom the gate keeps out still have the rights to see, take along, withdraw and delete what is stored about
// them (GDPR, Articles 7(3), 15, 17 and 20). Once their provider has said who they are, this browser may do these four
// things at /rights for a quarter of an hour. It is not a session: nothing else reads this cookie.

const cookie = sealedCookie<RightsAccess>("rights", "assent rights without a session v1");
/** Milliseconds. */
const lifetime = 15 * 60_000;

/** For the owner of an account that is not closed, whom their provider has just identified. */
export async function giveAccess(userId: string, provedAt: Date | null): Promise<void> {
  await cookie.write({ userId, provedAt: provedAt?.getTime() ?? null }, new Date(Date.now() + lifetime));
}

export const endAccess = () => cookie.clear();

/** Whom this browser may act for at /rights, or null. One look-up a request. */
export const accessHolder: () => Promise<AccessHolder | null> = cache(async () => {
  const access = await cookie.read();
  if (access === null) return null;
  return accessOf(access, await statusOf(database().orm, access.userId), Date.now());
});

/** The same for an act. Errors: "not-allowed". */
export async function requireAccess(): Promise<AccessHolder> {
  const holder = await accessHolder();
  if (holder === null) throw new ExpectedError("not-allowed");
  return holder;
}

/** The providers where people with an account can say who they are, also those that let no one in. */
export async function providersOfPeople(): Promise<Pick<SignInProvider, "slug" | "name">[]> {
  const all = await listWithPeople(database().orm);
  return all.map(({ slug, name }) => ({ slug, name }));
}
