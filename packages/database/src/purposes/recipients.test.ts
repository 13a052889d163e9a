import { createHash, randomBytes } from "node:crypto";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { deleteApplication } from "../applications/application-editing.ts";
import { nameableApplications, purposesNaming } from "../applications/application-purposes.ts";
import { enterApplication, joinSession, versionsBeforeEntry } from "../applications/application-sessions.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { decideAgain } from "../provisioning/decide-again.ts";
import { provision } from "../provisioning/provision.ts";
import { withdraw } from "../provisioning/withdraw.ts";
import { useDatabase } from "../testing/databases.ts";
import {
  asks,
  inMinutes,
  makeApplication,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  publishNext,
  purposeForm,
  randomHash,
  uniqueWord,
} from "../testing/factories.ts";
import { getUser } from "../users/user-detail.ts";
import { draftTranslation, draftVersion } from "./purpose-publishing.ts";
import { askedPurposes, draftOf, getPurpose, publishedOf } from "./purposes.ts";

const shown = () => {
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  return { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
};

describe("recipients", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  /** One purpose of the organisation, and one of the library alone with something mandatory. */
  async function world() {
    const [library, shop] = [await makeApplication(database(), { name: "Library" }), await makeApplication(database())];
    const own = await makePurpose(database(), { attributes: [asks("email", true)] });
    const loans = await makePurpose(database(), {
      attributes: [asks("name", true), asks("email")],
      recipients: { organisation: false, applications: [library.id] },
    });
    const purposes = [own.purposeId, loans.purposeId];
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes });
    return { library, shop, own, loans, provider };
  }

  test("a draft, a translation and a change keep the recipients of a version", async () => {
    const { library, loans } = await world();
    const recipients = {
      organisation: false,
      applications: [expect.objectContaining({ id: library.id, clientId: library.clientId, name: "Library" })],
    };
    const first = await publishedOf(orm(), loans.purposeId);
    expect(first?.recipients).toEqual(recipients);
    const words = { name: "Ausleihe", description: "Damit es geht.", details: "", legalNote: "", reasons: {} };
    await draftTranslation(orm(), loans.purposeId, first?.versionId ?? "", { language: "de", words }, null);
    const translated = await draftOf(orm(), loans.purposeId);
    expect(translated?.recipients).toEqual(recipients);
    await draftVersion(orm(), loans.purposeId, translated?.versionId ?? "", { ...loans.form, name: "Loans" }, null);
    expect((await draftOf(orm(), loans.purposeId))?.recipients).toEqual(recipients);
  });

  test("a published version's recipients cannot be changed in the database", async () => {
    const { shop, loans } = await world();
    const add = sql`insert into purpose_version_recipient values (${loans.versionId}, ${shop.id})`;
    await expect(orm().execute(add)).rejects.toMatchObject({ code: "23001" });
    const remove = sql`delete from purpose_version_recipient where version_id = ${loans.versionId}`;
    await expect(orm().execute(remove)).rejects.toMatchObject({ code: "23001" });
  });

  test("naming one more asks again, naming one less does not", async () => {
    const { library, shop, loans } = await world();
    const named = (...applications: string[]) => ({ ...loans.form, recipients: { organisation: false, applications } });
    const isMaterial = async () => {
      const [row] = await orm().execute<{ material: boolean }>(sql`
        select material from purpose_version where purpose_id = ${loans.purposeId} order by number desc limit 1`);
      return row?.material;
    };
    await publishNext(database(), loans.purposeId, named(library.id, shop.id));
    expect(await isMaterial()).toBe(true);
    await publishNext(database(), loans.purposeId, named(shop.id));
    expect(await isMaterial()).toBe(false);
  });

  test("a sign-in is asked the organisation's purposes and those of its application, and decides on no others", async () => {
    const { library, shop, own, loans, provider } = await world();
    const ids = async (applicationId: string | null) =>
      (await askedPurposes(orm(), provider.id, applicationId)).map(({ purposeId }) => purposeId);
    expect(await ids(null)).toEqual([own.purposeId]);
    expect(await ids(shop.id)).toEqual([own.purposeId]);
    expect(await ids(library.id)).toEqual([own.purposeId, loans.purposeId]);
    const through = await makeDecision(database(), provider, { applicationId: library.id });
    for (const applicationId of [null, shop.id]) {
      expect(await provision(database(), { ...through, applicationId })).toEqual({
        ok: false,
        code: "purposes-changed",
      });
    }
    const direct = await makeDecision(database(), provider);
    expect(await provision(database(), { ...direct, applicationId: library.id })).toMatchObject({ ok: false });
    expect(await provision(database(), through)).toMatchObject({ ok: true });
  });

  test("refusing what only an application needs keeps the account, and a later yes can be withdrawn", async () => {
    const { library, shop, own, loans, provider } = await world();
    const { userId } = await makePerson(database(), provider);
    const answer = (state: "granted" | "denied", applicationId: string | null = library.id) =>
      decideAgain(database(), {
        ...{ userId, applicationId, shownVersions: [loans.versionId], sent: {}, ...shown() },
        signingIn: { providerId: provider.id, syncPolicy: "provider-wins" },
        decisions: [
          {
            item: { versionId: loans.versionId, attribute: "name", mandatory: true },
            ...(state === "granted" ? { state, source: "provider" } : { state, source: null }),
          },
        ],
        values: state === "granted" ? [{ attribute: "name", value: uniqueWord("name"), source: "provider" }] : [],
        pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
        session: { tokenHash: randomHash(), expiresAt: inMinutes(10) },
      });
    expect(await answer("denied", shop.id)).toEqual({ ok: false, code: "purposes-changed" });
    expect(await answer("denied")).toEqual({ ok: true });
    const held = async () =>
      (await getUser(orm(), userId))?.decisions.map(({ purposeId, attribute, needed, grant }) => ({
        ...{ purposeId, attribute, needed },
        granted: grant !== null,
      }));
    const email = { purposeId: own.purposeId, attribute: "email", needed: true, granted: true };
    const name = { purposeId: loans.purposeId, attribute: "name", needed: false };
    expect(await held()).toEqual([email, { ...name, granted: false }]);
    expect(await answer("granted")).toEqual({ ok: true });
    expect(await held()).toEqual([email, { ...name, granted: true }]);
    const away = { userId, purposeId: loans.purposeId, versionId: loans.versionId, attribute: "name", ...shown() };
    expect(await withdraw(database(), away)).toMatchObject({ ok: true, erased: true });
    expect(await held()).toEqual([email, { ...name, granted: false }]);
    const needed = { ...away, ...shown(), purposeId: own.purposeId, versionId: own.versionId, attribute: "email" };
    expect(await withdraw(database(), needed)).toEqual({ ok: false, code: "mandatory" });
    expect(await closeAccount(database(), { userId })).toMatchObject({ ok: true });
  });

  test("what is mandatory for the organisation cannot be refused by any caller", async () => {
    const { library, own, provider } = await world();
    const input = await makeDecision(database(), provider, { applicationId: library.id, agreed: { email: "a@e.org" } });
    await expect(provision(database(), input)).rejects.toThrow(TypeError);
    const { userId } = await makePerson(database(), provider);
    const item = { versionId: own.versionId, attribute: "email", mandatory: true };
    const again = decideAgain(database(), {
      ...{ userId, shownVersions: [own.versionId], sent: {}, values: [], ...shown() },
      signingIn: { providerId: provider.id, syncPolicy: "provider-wins" },
      decisions: [{ item, state: "denied", source: null }],
      pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
      session: { tokenHash: randomHash(), expiresAt: inMinutes(10) },
    });
    await expect(again).rejects.toThrow(TypeError);
  });

  test("a deleted application is no longer named, and a service says that no one signs in to it", async () => {
    const { library, loans, provider } = await world();
    const service = await makeApplication(database(), { kind: "service" });
    const listed = async () => (await nameableApplications(orm())).map(({ id }) => id);
    expect(await listed()).toContain(library.id);
    const services = (await nameableApplications(orm())).filter((application) => application.service);
    expect(services.map(({ id }) => id)).toEqual([service.id]);
    expect((await purposesNaming(orm(), library.id)).map(({ id }) => id)).toEqual([loans.purposeId]);
    await deleteApplication(orm(), library.id, null);
    expect(await listed()).not.toContain(library.id);
    const { version } = (await getPurpose(orm(), loans.purposeId)) ?? {};
    expect(version?.recipients).toEqual({ organisation: false, applications: [] });
    expect(await askedPurposes(orm(), provider.id, library.id)).toHaveLength(1);
  });

  test("an unknown application in a version is refused by the database", async () => {
    const form = purposeForm({ recipients: { organisation: true, applications: [crypto.randomUUID()] } });
    await expect(makePurpose(database(), form)).rejects.toMatchObject({ code: "23503" });
  });

  test("only what was published before a session continued to an application counts as asked", async () => {
    const { library, loans, provider } = await world();
    const person = await makePerson(database(), provider);
    const key = { tokenHash: person.input.session?.tokenHash ?? "", applicationId: library.id };
    const sid = randomBytes(16).toString("base64url");
    expect(await versionsBeforeEntry(orm(), key)).toEqual(new Set());
    await joinSession(orm(), { ...key, sid });
    expect(await versionsBeforeEntry(orm(), key), "joined, and not entered").toEqual(new Set());
    await enterApplication(orm(), { ...key, sid: randomBytes(16).toString("base64url") });
    expect(await joinSession(orm(), { ...key, sid: "another-one-that-is-not-kept" })).toBe(sid);
    expect(await versionsBeforeEntry(orm(), key)).toEqual(new Set([loans.versionId]));
    await publishNext(database(), loans.purposeId, { ...loans.form, description: "Other words." });
    expect(await versionsBeforeEntry(orm(), key)).toEqual(new Set([loans.versionId]));
  });
});
