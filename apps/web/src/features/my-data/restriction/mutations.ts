import "server-only";
import { endOwnRestriction, restrictUse } from "@assent/database/users/restriction";
import type { RestrictionGround } from "@assent/database/schema/users";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";

export { restrictionGrounds } from "@assent/database/schema/users";

const section = "/me#restriction";

/** Restricts the use of what is stored about the person, at once (Article 18 GDPR). Returns where to go. */
export async function restrictMyData({ id }: SignedIn, ground: RestrictionGround): Promise<string> {
  await restrictUse(database(), { userId: id, by: id, ground });
  return section;
}

/** Ends the person's restriction, at once. If it has ended already, the page shows that. */
export async function endMyRestriction({ id }: SignedIn): Promise<string> {
  await endOwnRestriction(database(), id);
  return section;
}
