import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { storedSubjects } from "../provisioning/closed-subject.ts";
import type { Executor } from "../engine/orm.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { type Role, users, type UserStatus } from "../schema/users.ts";

export interface KnownIdentity {
  readonly userId: string;
  readonly role: Role;
  readonly status: UserStatus;
}

/** The account of this identity, also a closed one, or null. Found by provider and subject, never by email address. */
export async function findIdentity(
  executor: Executor,
  providerId: string,
  subject: string,
): Promise<KnownIdentity | null> {
  const subjects = storedSubjects(providerId, subject);
  const [found] = await executor
    .select({ userId: users.id, role: users.role, status: users.status })
    .from(federatedIdentity)
    .innerJoin(users, eq(users.id, federatedIdentity.userId))
    .where(and(eq(federatedIdentity.providerId, providerId), inArray(federatedIdentity.subject, subjects)))
    // An account that is not closed comes first: see subjectToKeep.
    .orderBy(sql`${federatedIdentity.subject} = ${subject} desc`)
    .limit(1);
  return found ?? null;
}

/** The status of an account; null for an unknown one. */
export async function statusOf(executor: Executor, userId: string): Promise<UserStatus | null> {
  const [found] = await executor.select({ status: users.status }).from(users).where(eq(users.id, userId));
  return found?.status ?? null;
}

/** Sets the language of the pages and of messages to this person. A closed account keeps its language. */
export async function setLanguage(executor: Executor, userId: string, language: string): Promise<void> {
  await executor
    .update(users)
    .set({ language })
    .where(and(eq(users.id, userId), ne(users.status, "closed")));
}

/** How many accounts there are, by status. */
export async function countUsers(executor: Executor): Promise<Readonly<Record<UserStatus, number>>> {
  const rows = await executor
    .select({ status: users.status, count: sql<number>`count(*)` })
    .from(users)
    .groupBy(users.status);
  const counts = { active: 0, suspended: 0, closed: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}
