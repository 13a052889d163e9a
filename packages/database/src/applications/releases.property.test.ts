// After every step of a random history, what each application can read equals what live grants name. The model below is
// separate and shares no code with the rules.
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { release } from "@assent/consent/release/release";
import { sql } from "drizzle-orm";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../engine/open.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { decideAgain } from "../provisioning/decide-again.ts";
import type { NewReceipt } from "../provisioning/later-receipt.ts";
import { withdraw } from "../provisioning/withdraw.ts";
import { archivePurpose, restorePurpose } from "../purposes/purpose-editing.ts";
import { getPurpose } from "../purposes/purposes.ts";
import { runRetention } from "../retention/retention.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  inMinutes,
  makeApplication,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  publishNext,
  randomHash,
  uniqueWord,
} from "../testing/factories.ts";
import { getUser } from "../users/user-detail.ts";
import { deleteApplication } from "./application-editing.ts";
import { releaseFacts } from "./release-facts.ts";

const keys = ["email", "name", "phone_number"] as const;

const step = fc.record({
  act: fc.constantFrom(
    ...(["publish", "publish", "recipients", "recipients", "decide", "decide", "decide", "withdraw"] as const),
    ...(["withdraw", "expire", "close", "archive", "restore", "delete application"] as const),
  ),
  who: fc.nat(2),
  purpose: fc.nat(1),
  key: fc.nat(2),
  /** Through which application; 3 is none. */
  through: fc.nat(3),
  bits: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
});
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

/** The recipients that the version named when it was agreed to. */
interface Agreed {
  readonly applications: readonly number[];
  readonly ends: boolean;
}

interface Person {
  readonly userId: string;
  closed: boolean;
  /** `purpose attribute` → what was agreed to, while it lasts. */
  readonly grants: Map<string, Agreed>;
  readonly values: Map<string, string>;
}

interface Purpose {
  readonly purposeId: string;
  readonly ends: boolean;
  keys: readonly string[];
  organisation: boolean;
  applications: readonly number[];
  archived: boolean;
}

interface World {
  readonly providerId: string;
  readonly applications: readonly string[];
  readonly deleted: Set<number>;
  readonly purposes: readonly Purpose[];
  readonly people: readonly Person[];
}

/** Three applications, two purposes that name the first two of them, and three people, two of whom agreed to all. */
async function world(database: Database): Promise<World> {
  const applications: string[] = [];
  for (let count = 0; count < 3; count += 1) applications.push((await makeApplication(database)).id);
  const named = [0, 1];
  const purposes: Purpose[] = [];
  for (const ends of [true, false]) {
    const { purposeId } = await makePurpose(database, {
      ...(ends ? { retention: "days", retentionDays: 30 } : {}),
      attributes: keys.map((key) => asks(key)),
      recipients: { organisation: true, applications: named.map((index) => applications[index] ?? "") },
    });
    purposes.push({ purposeId, ends, keys, organisation: true, applications: named, archived: false });
  }
  const provider = await makeProvider(database, {
    purposesMode: "chosen",
    purposes: purposes.map(({ purposeId }) => purposeId),
  });
  const people: Person[] = [];
  for (const agrees of [false, true, true]) {
    const agreed: Record<string, string> = agrees ? Object.fromEntries(keys.map((key) => [key, uniqueWord(key)])) : {};
    const { userId } = await makePerson(database, provider, { agreed });
    const all = purposes.flatMap(({ purposeId, ends }) =>
      Object.keys(agreed).map((key) => [`${purposeId} ${key}`, { applications: named, ends }] as const),
    );
    people.push({ userId, closed: false, grants: new Map(all), values: new Map(Object.entries(agreed)) });
  }
  return { providerId: provider.id, applications, deleted: new Set(), purposes, people };
}

function shown(): NewReceipt {
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  return { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
}

async function publish(database: Database, at: World, purpose: Purpose) {
  await publishNext(database, purpose.purposeId, {
    ...{ name: purpose.purposeId, description: "So that it works.", details: "", legalNote: "" },
    ...(purpose.ends
      ? { retention: "days" as const, retentionDays: 30 }
      : { retention: "account-closed" as const, retentionDays: null }),
    attributes: purpose.keys.map((key) => asks(key)),
    recipients: {
      organisation: purpose.organisation,
      applications: purpose.applications.map((index) => at.applications[index] ?? ""),
    },
  });
}

async function run(database: Database, at: World, { act, who, purpose: which, key, through, bits }: Step) {
  const [person, purpose, attribute] = [at.people[who], at.purposes[which], keys[key] ?? "email"];
  if (!person || !purpose) throw new Error("The step names no person or no purpose");
  const { purposeId } = purpose;
  const { userId } = person;
  switch (act) {
    case "publish":
      if (purpose.archived) return;
      purpose.keys = keys.filter((_, index) => bits[index] === true || index === key);
      await publish(database, at, purpose);
      return;
    case "recipients":
      if (purpose.archived) return;
      purpose.applications = [0, 1, 2].filter((index) => bits[index] && !at.deleted.has(index));
      purpose.organisation = bits[3] === true || purpose.applications.length === 0;
      await publish(database, at, purpose);
      return;
    case "decide": {
      if (person.closed) return;
      const found = await getPurpose(database.orm, purposeId);
      const versionId = found?.version.versionId ?? "";
      const decisions = purpose.keys.map((asked, index) => ({
        item: { versionId, attribute: asked, mandatory: false },
        state: bits[index] ? ("granted" as const) : ("denied" as const),
        source: bits[index] ? ("provider" as const) : null,
      }));
      const granted = decisions.filter(({ state }) => state === "granted").map(({ item }) => item.attribute);
      const values = granted.map((name) => ({ attribute: name, value: uniqueWord(name), source: "provider" as const }));
      const result = await decideAgain(database, {
        ...{ userId, decisions, values, shownVersions: [versionId], sent: {} },
        signingIn: { providerId: at.providerId, syncPolicy: "first-sign-in" },
        applicationId: at.applications[through] ?? null,
        pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
        session: { tokenHash: randomHash(), expiresAt: inMinutes(10) },
        ...shown(),
      });
      const isAsked =
        !purpose.archived &&
        (purpose.organisation || (purpose.applications.includes(through) && !at.deleted.has(through)));
      expect(result).toEqual(isAsked ? { ok: true } : { ok: false, code: "purposes-changed" });
      if (!isAsked) return;
      for (const { item, state } of decisions) {
        if (state === "denied") person.grants.delete(`${purposeId} ${item.attribute}`);
        else {
          const { applications, ends } = purpose;
          person.grants.set(`${purposeId} ${item.attribute}`, { applications, ends });
        }
      }
      for (const { attribute: name, value } of values) person.values.set(name, value);
      return;
    }
    case "withdraw": {
      const user = await getUser(database.orm, userId);
      const held = user?.decisions.find((one) => one.purposeId === purposeId && one.attribute === attribute);
      const { ok } = await withdraw(database, {
        ...{ userId, purposeId, attribute, versionId: held?.versionId ?? "" },
        ...shown(),
      });
      expect(ok).toBe(person.grants.delete(`${purposeId} ${attribute}`));
      return;
    }
    case "expire":
      // A grant never changes its times, so its trigger is off.
      await database.orm.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.execute(sql`
          update consent_grant set granted_at = now() - interval '2 days', expires_at = clock_timestamp() + interval '25 ms'
          where user_id = ${userId} and expires_at is not null and ended_at is null`);
      });
      await delay(30);
      for (const [name, { ends }] of person.grants) if (ends) person.grants.delete(name);
      // An expired grant releases nothing, even before the retention job has ended it.
      if (bits[0]) await runRetention(database, { refusalDays: 30, batch: 1 });
      return;
    case "close":
      await closeAccount(database, { userId });
      person.closed = true;
      person.grants.clear();
      return;
    case "archive":
      await archivePurpose(database.orm, purposeId, null);
      purpose.archived = true;
      return;
    case "restore":
      await restorePurpose(database.orm, purposeId, null);
      purpose.archived = false;
      return;
    case "delete application":
      await deleteApplication(database.orm, at.applications[key] ?? "", null);
      at.deleted.add(key);
  }
}

/** What an application should read, by the model. */
function expected(at: World, { grants, values }: Person, application: number): Record<string, string | undefined> {
  const read: Record<string, string | undefined> = {};
  for (const [name, { applications }] of grants) {
    const [purposeId, attribute = ""] = name.split(" ");
    const purpose = at.purposes.find((one) => one.purposeId === purposeId);
    const isNamed = purpose?.archived === true || purpose?.applications.includes(application) === true;
    if (applications.includes(application) && isNamed && !at.deleted.has(application)) {
      read[attribute] = values.get(attribute);
    }
  }
  return read;
}

async function actual(database: Database, userId: string, applicationId: string): Promise<Record<string, string>> {
  const facts = await releaseFacts(database.orm, userId);
  if (facts === null) return {};
  const decided = release({ applicationId, asked: new Set(keys), ...facts });
  return Object.fromEntries(
    decided.flatMap(({ attribute, reason, value }) => (reason === "released" && value ? [[attribute, value]] : [])),
  );
}

const database = useDatabase();

test("what each application can read equals what live grants name", { timeout: 240_000 }, async () => {
  let released = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const at = await world(database());
      for (const next of steps) {
        await run(database(), at, next);
        for (const person of at.people) {
          for (const [index, applicationId] of at.applications.entries()) {
            const read = await actual(database(), person.userId, applicationId);
            expect(read).toEqual(expected(at, person, index));
            released += Object.keys(read).length;
          }
        }
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
  // Histories in which nothing is ever released would prove nothing.
  expect(released).toBeGreaterThan(200);
});
