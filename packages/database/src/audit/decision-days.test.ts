import { bucketsOf } from "@assent/consent/counts/shown-counts";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { countDecisionDays, decisionSeries, waitingPeople } from "./decision-days.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makePastDecisions, makePerson, makeProvider, makePurpose, publishNext } from "../testing/factories.ts";

const day = 24 * 60 * 60_000;
const midnight = Math.floor(Date.now() / day) * day;
/** A few hours after midnight, this many days ago. */
const daysAgo = (days: number, hour = 12) => new Date(midnight - days * day + hour * 60 * 60_000);

describe("days of decisions", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const seriesOf = async (purposeId: string, period: 7 | 365 = 7) =>
    (await decisionSeries(orm(), bucketsOf(period, new Date(midnight + day / 2)))).filter(
      (one) => one.purposeId === purposeId,
    );

  test("people and details are counted once for each complete day", async () => {
    const { purposeId, versionId } = await makePurpose(database(), { attributes: [asks("email"), asks("name")] });
    const about = { versionId };
    await makePastDecisions(database(), {
      ...{ ...about, at: daysAgo(2), people: 12, answers: { email: "granted", name: "denied" } },
    });
    await makePastDecisions(database(), {
      ...{ ...about, at: daysAgo(2, 23.99), people: 3, answers: { email: "denied", name: "denied" } },
    });
    await makePastDecisions(database(), {
      ...{ ...about, at: daysAgo(1, 0), people: 4, answers: { email: "not-sent", name: "granted" } },
    });
    // No answers to a question, or not a complete day yet.
    await makePastDecisions(database(), {
      ...{ ...about, at: daysAgo(2), people: 50, answers: { email: "denied" }, kind: "withdrawal" },
    });
    await makePastDecisions(database(), { ...about, at: new Date(), people: 60, answers: { email: "granted" } });
    await countDecisionDays(database());
    await countDecisionDays(database());
    const series = await seriesOf(purposeId);
    const of = (attribute: string | null) => series.find((one) => one.attribute === attribute)?.buckets.slice(-3);
    const none = { agreed: 0, refused: 0 };
    expect(of(null)).toEqual([none, { agreed: 12, refused: 3 }, { agreed: 4, refused: 0 }]);
    expect(of("email")).toEqual([none, { agreed: 12, refused: 3 }, none]);
    expect(of("name")).toEqual([none, { agreed: 0, refused: 15 }, { agreed: 4, refused: 0 }]);
    expect(series).toHaveLength(3);
  });

  test("only receipts are counted: counted days stay, and late receipts are left out", async () => {
    const [before] = await orm().execute<{ days: number }>(sql`select count(*) as days from purpose_day`);
    const { purposeId, versionId } = await makePurpose(database(), { attributes: [asks("email")] });
    // Before the newest counted day, and more than a year ago.
    await makePastDecisions(database(), { versionId, at: daysAgo(3), people: 9, answers: { email: "granted" } });
    await makePastDecisions(database(), { versionId, at: daysAgo(500), people: 9, answers: { email: "granted" } });
    await countDecisionDays(database());
    const [after] = await orm().execute<{ days: number }>(sql`select count(*) as days from purpose_day`);
    expect(after).toEqual(before);
    expect(await seriesOf(purposeId, 365)).toEqual([]);
  });

  test("a period without decisions or without buckets has no series", async () => {
    const years = bucketsOf(365, new Date("2020-01-01T12:00:00Z"));
    expect(await decisionSeries(orm(), years)).toEqual([]);
    expect(await decisionSeries(orm(), [])).toEqual([]);
  });

  test("people who agreed before everything is asked again are waiting until they answer, and no one else is", async () => {
    const form = { attributes: [asks("email"), asks("name")] };
    const { purposeId, form: text } = await makePurpose(database(), form);
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const waiting = async () => (await waitingPeople(orm(), 100)).find((one) => one.purposeId === purposeId)?.people;
    await makePerson(database(), provider, { agreed: { email: "ana@example.org", name: "Ana" } });
    await makePerson(database(), provider, { agreed: { name: "Ben" } });
    await makePerson(database(), provider, { agreed: {} });
    expect(await waiting()).toBeUndefined();
    await publishNext(database(), purposeId, { ...text, description: "Only other words." });
    expect(await waiting()).toBeUndefined();
    await publishNext(database(), purposeId, { ...text, description: "On other terms." }, { asksAll: true });
    expect(await waiting()).toBe(2);
    await makePerson(database(), provider);
    expect(await waiting()).toBe(2);
    const [one] = await waitingPeople(orm(), 1);
    expect(one?.people).toBe(1);
    await orm().execute(sql`
      update consent_grant set granted_at = now() where purpose_id = ${purposeId} and attribute_key = 'name'`);
    expect(await waiting(), "one more detail of the first one is left").toBe(1);
  });
});
