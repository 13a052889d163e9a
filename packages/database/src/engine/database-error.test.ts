import { eq, sql } from "drizzle-orm";
import { describe, expect, test, vi } from "vitest";
import { DatabaseError, databaseError, violates } from "./database-error.ts";
import type { Executor } from "./orm.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { federatedIdentity } from "../schema/federated-identity.ts";
import { users } from "../schema/users.ts";
import { useDatabase } from "../testing/databases.ts";
import { everyWordOf } from "../testing/every-word.ts";
import { makePerson, makeProvider, makePurpose, uniqueWord } from "../testing/factories.ts";

interface Failing {
  readonly what: string;
  readonly code: string;
  readonly constraint?: string;
  run(orm: Executor, canary: string, person: { userId: string; otherId: string; providerId: string }): Promise<unknown>;
}

// Each puts the canary where errors of drizzle, the driver or the server are known to quote it.
const failing: readonly Failing[] = [
  {
    what: "a unique violation, whose detail quotes the row",
    code: "23505",
    constraint: "federated_identity_subject_unique",
    async run(orm, subject, { userId, otherId, providerId }) {
      await orm.update(federatedIdentity).set({ subject }).where(eq(federatedIdentity.userId, userId));
      await orm.insert(federatedIdentity).values({ userId: otherId, providerId, subject });
    },
  },
  {
    what: "a check violation, whose detail quotes the row",
    code: "23514",
    constraint: "attribute_value_provider_unless_self",
    run: (orm, value, { userId }) =>
      orm.insert(attributeValue).values({ userId, attributeKey: "name", value, source: "provider" }),
  },
  {
    what: "a missing value, whose detail quotes the row",
    code: "23502",
    run: (orm, subject, { userId }) =>
      orm.execute(sql`insert into federated_identity (user_id, subject) values (${userId}, ${subject})`),
  },
  {
    what: "a foreign key violation, whose detail quotes the key",
    code: "23503",
    constraint: "attribute_value_attribute_key_attribute_key_fk",
    run: (orm, attributeKey, { userId }) =>
      orm.insert(attributeValue).values({ userId, attributeKey, value: "x", source: "self" }),
  },
  {
    what: "a value of the wrong type, which the message quotes",
    code: "22P02",
    run: (orm, id) => orm.select().from(users).where(eq(users.id, id)),
  },
  {
    what: "a value with a NUL, which PostgreSQL cannot keep",
    code: "22021",
    run: (orm, value, { userId }) =>
      orm.insert(attributeValue).values({ userId, attributeKey: "name", value: `${value}\0`, source: "self" }),
  },
  {
    what: "a statement that does not parse",
    code: "42601",
    run: (orm, value) => orm.execute(sql`select ${value}::text from from`),
  },
  {
    what: "a deferred trigger, which speaks up at COMMIT",
    code: "23514",
    constraint: "attribute_value_has_live_grant",
    run: (orm, value, { userId }) =>
      orm.transaction((tx) =>
        tx.insert(attributeValue).values({ userId, attributeKey: "name", value, source: "self" }),
      ),
  },
  {
    what: "an error inside a savepoint",
    code: "22P02",
    run: (orm, id) =>
      orm.transaction((tx) => tx.transaction((inner) => inner.select().from(users).where(eq(users.id, id)))),
  },
  {
    what: "a failed statement that its transaction ignores",
    code: "22P02",
    run: (orm, id) =>
      orm.transaction(async (tx) => {
        await tx
          .select()
          .from(users)
          .where(eq(users.id, id))
          .catch(() => null);
      }),
  },
  {
    what: "several statements under way in one transaction",
    code: "22P02",
    run: (orm, id) =>
      orm.transaction((tx) =>
        Promise.all([
          tx.select().from(users).where(eq(users.id, id)),
          tx.execute(sql`select ${id}::text`),
          tx.execute(sql`select ${id}::int`),
        ]),
      ),
  },
];

describe("errors", () => {
  const database = useDatabase();

  async function somebody() {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const { userId } = await makePerson(database(), provider, { session: null });
    const other = await makePerson(database(), await makeProvider(database()), { session: null });
    return { userId, otherId: other.userId, providerId: provider.id };
  }

  test.each(failing)("do not repeat what was sent: $what", async ({ run, code, constraint = null }) => {
    const canary = uniqueWord("canary");
    const person = await somebody();
    const error = await run(database().orm, canary, person).then(
      () => expect.fail("It did not fail."),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code, constraint });
    expect(everyWordOf(error)).not.toContain(canary);
    expect(everyWordOf(error)).toContain(code);
    // The handle still works, and the transaction was not committed.
    expect(await database().orm.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("thrown by the work pass through a transaction unchanged, and roll it back", async () => {
    const { userId } = await somebody();
    const own = new TypeError("ours");
    const failed = database().orm.transaction(async (tx) => {
      await tx.update(users).set({ language: "de" }).where(eq(users.id, userId));
      throw own;
    });
    await expect(failed).rejects.toBe(own);
    const [user] = await database().orm.select().from(users).where(eq(users.id, userId));
    expect(user?.language).toBe("en");
  });

  test("inside a savepoint do not affect the transaction around it", async () => {
    const { userId } = await somebody();
    await database().orm.transaction(async (tx) => {
      await tx.update(users).set({ language: "de" }).where(eq(users.id, userId));
      const inner = tx.transaction((nested) => nested.update(users).set({ language: "!" }).where(eq(users.id, userId)));
      await expect(inner).rejects.toMatchObject({ constraint: "users_language_shape" });
    });
    const [user] = await database().orm.select().from(users).where(eq(users.id, userId));
    expect(user?.language).toBe("de");
  });
});

test("only what looks like a name is taken from a thrown value", () => {
  const thrown = {
    code: "23505",
    constraint_name: "ana@example.org is taken",
    table_name: "users",
    detail: "ana@example.org",
  };
  expect(everyWordOf(databaseError(thrown))).not.toContain("ana@example.org");
  expect(databaseError(thrown)).toMatchObject({ code: "23505", constraint: null, table: "users" });
  expect(databaseError("ana@example.org")).toMatchObject({ code: "unknown" });
});

test("an error of another copy of this module is recognised", async () => {
  // The bundler loads the module twice, for opening the database and for the pages. Both must recognise a taken name.
  vi.resetModules();
  const copy = await import("./database-error.ts");
  const thrown = new copy.DatabaseError("23505", "purpose_name_unique");
  expect(copy.DatabaseError).not.toBe(DatabaseError);
  expect(violates(thrown, "purpose_name_unique")).toBe(true);
  expect(databaseError(thrown)).toBe(thrown);
  expect(new Error("other") instanceof DatabaseError).toBe(false);
});
