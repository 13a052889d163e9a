import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { decideAgain } from "./decide-again.ts";
import { grantLater } from "./grant-later.ts";
import { provision } from "./provision.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { controller } from "../schema/controller.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows } from "../testing/dump.ts";
import { makeDecision, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";

// People decide only once they can read who is responsible and how to reach them: GDPR, Article 13(1)(a).
describe("an organisation that people cannot reach", () => {
  const database = useDatabase();
  const refused = { ok: false, code: "no-organisation" };
  const reachable = { email: "privacy@somebody.example", phone: null, address: null };

  beforeEach(() => database().orm.update(controller).set(reachable).where(eq(controller.id, 1)));

  /** A person with an account, the decision of another person, and a counter of what is stored. */
  async function scene() {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const { userId } = await makePerson(database(), provider, { agreed: { email: "a@b.example" } });
    const input = await makeDecision(database(), provider);
    await database().orm.update(controller).set({ email: null, contact: "Privacy Officer" });
    return { provider, userId, input, before: await countRows(database().orm) };
  }

  test("makes no account", async () => {
    const { input, before } = await scene();
    expect(await provision(database(), input)).toEqual(refused);
    expect(await countRows(database().orm)).toEqual(before);
    await database().orm.update(controller).set(reachable);
    expect(await provision(database(), input)).toMatchObject({ ok: true });
  });

  test("makes no account while nothing is entered", async () => {
    const { input } = await scene();
    await database().orm.delete(controller);
    expect(await provision(database(), input)).toEqual(refused);
  });

  test("asks no one again", async () => {
    const { provider, userId, input, before } = await scene();
    const signingIn = { providerId: provider.id, syncPolicy: provider.syncPolicy };
    const { session } = input;
    if (session === null) throw new Error("It has one.");
    expect(await decideAgain(database(), { ...input, userId, signingIn, sent: {}, session })).toEqual(refused);
    expect(await countRows(database().orm)).toEqual(before);
  });

  test("takes no later yes", async () => {
    const { provider, userId, input, before } = await scene();
    const [version] = await livePurposes(database().orm, provider.id);
    const item = { versionId: version?.versionId ?? "", attribute: "phone_number", mandatory: false };
    expect(await grantLater(database(), { ...input, userId, provider, item, typed: null })).toEqual(refused);
    expect(await countRows(database().orm)).toEqual(before);
  });
});
