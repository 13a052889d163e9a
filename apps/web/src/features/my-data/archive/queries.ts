import "server-only";
import { legalBasisOf } from "@assent/consent/purpose/purpose";
import { stateAsSaid } from "@assent/consent/receipt/receipt-record";
import { latestEvents } from "@assent/database/audit/events";
import { getUser, type UserDetail } from "@assent/database/users/user-detail";
import { type Receipt, receiptsOfUser } from "@assent/database/audit/receipts";
import { strToU8, zipSync } from "fflate";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { findLanguage } from "@/platform/i18n/languages";
import { accessHolder } from "@/sign-in/rights/access";
import { basisSentence } from "@/sign-in/shown-text/version-differences";
import { requireAdministrator, requirePerson } from "@/platform/access";
import { archivePage } from "./archive-page";
import { database } from "@/platform/database";
import { applicationsOf } from "../applications/queries";
import { receiptFiles } from "@/features/records/receipts/queries";
import { dataOf } from "../queries";
import { currentOrganisation } from "@/platform/organisation";

/** More than any person's history; limits the memory that a download can use. */
const maxEvents = 10_000;

/** Everything that is stored about the person of this request, as a page to read and as JSON, in one archive. */
export async function myArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const [{ id }, language] = await Promise.all([requirePerson(), getLocale()]);
  return archiveOf(id, language);
}

/** The same for a person who cannot sign in; null if this browser may not act for one. */
export async function archiveWithoutSession(): Promise<Uint8Array<ArrayBuffer> | null> {
  const holder = await accessHolder();
  return holder && archiveOf(holder.id, await getLocale());
}

/** The same about another person, in their language, for an administrator who gives it to them. */
export async function archiveFor(userId: string): Promise<Uint8Array<ArrayBuffer>> {
  await requireAdministrator();
  const [user, { defaultLanguage }] = await Promise.all([getUser(database().orm, userId), currentOrganisation()]);
  return archiveOf(userId, findLanguage(user?.language ?? "")?.code ?? defaultLanguage);
}

async function archiveOf(id: string, language: string): Promise<Uint8Array<ArrayBuffer>> {
  const { orm } = database();
  const [data, user, receipts, controller] = await Promise.all([
    dataOf(id, language),
    getUser(orm, id),
    receiptsOfUser(orm, id),
    currentOrganisation(),
  ]);
  if (!user?.pseudonym) throw new Error("The account does not exist");
  const [applications, events, t, notice] = await Promise.all([
    applicationsOf(id, data, language),
    latestEvents(orm, { limit: maxEvents, pseudonym: user.pseudonym }),
    getTranslations({ locale: language, namespace: "my-data" }),
    getTranslations({ locale: language, namespace: "notice" }),
  ]);
  const { values, identities, decisions, role, createdAt, lastSignInAt, pseudonym } = user;
  const everything = {
    madeAt: new Date(),
    controller: controller.name,
    account: { id, pseudonym, role, language: user.language, createdAt, lastSignInAt },
    identities: identities.map(({ provider, ...identity }) => ({ provider: provider.name, ...identity })),
    values,
    decisions: decisions.map((decision) => basedOn(decision, user.versions)),
    sessions: data.sessions.map(({ providerName, createdAt: since, expiresAt }) => ({
      providerName,
      since,
      expiresAt,
    })),
    applications: applications.map(({ name, gets, lastSignedInAt, lastReleasedAt }) => ({
      ...{ name, gets, lastSignedInAt, lastReleasedAt },
    })),
    receipts: receipts.map(({ userId: _userId, ...receipt }) => receipt),
    events: events.map(({ at, type, details }) => ({ at, type, details })),
  };
  const page = archivePage({
    language,
    title: t("title"),
    organisation: controller.name,
    data,
    words: {
      notStored: t("notStored"),
      history: t("toc.history"),
      signIn: t("toc.signIn"),
      json: t("archive.json"),
      made: t("archive.made", { date: datesOf(language).moment(everything.madeAt) }),
    },
    day: datesOf(language).day,
    basisOf: (basis) => basisSentence(basis, notice),
  });
  const texts = {
    "my-data.json": JSON.stringify(everything, null, 2),
    "my-data.html": page,
    ...(await signed(receipts)),
  };
  const files = Object.entries(texts).map(([name, text]) => [name, strToU8(text)] as const);
  return Uint8Array.from(zipSync(Object.fromEntries(files)));
}

/**
 * Each receipt in every format, one of them signed, so that the person can hand over what they agreed to, and prove it,
 * without this installation: GDPR, Article 20.
 */
async function signed(receipts: readonly Receipt[]): Promise<Record<string, string>> {
  const folders = receipts.map(async (receipt) =>
    (await receiptFiles(receipt)).map(([name, text]) => [`receipts/${receipt.number}/${name}`, text] as const),
  );
  return Object.fromEntries((await Promise.all(folders)).flat());
}

/** A decision with its legal basis. People did not agree to what they were told, so the file says "told" and not "granted". */
function basedOn(decision: UserDetail["decisions"][number], versions: UserDetail["versions"]) {
  const { grant, state, ...rest } = decision;
  const version = versions.find(({ versionId }) => versionId === decision.versionId);
  const basis = version ? legalBasisOf(version, decision.attribute) : "consent";
  if (basis === "consent") return { ...decision, basis };
  return { ...rest, basis, state: stateAsSaid(basis, state), kept: grant };
}
