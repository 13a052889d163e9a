import { eq } from "drizzle-orm";
import { activeAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import type { Database } from "../engine/open.ts";
import { users } from "../schema/users.ts";

/**
 * Writes to the audit log that an administrator takes out everything that is stored about a person, to give it to them
 * (GDPR, Article 15). False if `by` is not an active administrator, or if there is nothing: the account is closed or unknown.
 */
export async function recordArchiveGiven(
  database: Database,
  { userId, by }: { readonly userId: string; readonly by: string },
): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    if ((await activeAdministrator(tx, by)) === null) return false;
    const [person] = await tx.select({ pseudonym: users.pseudonym }).from(users).where(eq(users.id, userId));
    if (!person?.pseudonym) return false;
    await appendEvent(tx, {
      type: "archive-given",
      actor: { kind: "administrator", userId: by },
      pseudonym: person.pseudonym,
    });
    return true;
  });
}
