import { createApplication } from "../applications/application-editing.ts";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Attribute } from "@assent/consent/attribute/attribute";
import type { NoticeBasis, PurposeVersion } from "@assent/consent/purpose/purpose";
import type { PurposeInput } from "@assent/consent/purpose/purpose-input";
import type { IdentityProvider, ProviderNotice } from "../providers/identity-provider.ts";
import type { ProviderInput } from "../providers/identity-provider.ts";
import { saveProvider } from "../providers/provider-saving.ts";
import { createPurpose } from "../purposes/purpose-editing.ts";
import { draftVersion, type PublishOptions, publishVersion } from "../purposes/purpose-publishing.ts";
import { canonicalShownText, type ShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { eq, sql } from "drizzle-orm";
import { findById } from "../providers/identity-providers.ts";
import type { Database } from "../engine/open.ts";
import type { Picture } from "../settings/picture.ts";
import { useClosedSubjectKey } from "../provisioning/closed-subject.ts";
import type { NewReceipt } from "../provisioning/later-receipt.ts";
import { provision, type ProvisionInput, type RecordedDecision } from "../provisioning/provision.ts";
import { askedPurposes, draftOf, getPurpose } from "../purposes/purposes.ts";
import { attribute } from "../schema/attribute.ts";
import { attributeText } from "../schema/attribute-text.ts";
import { controller } from "../schema/controller.ts";
import { users } from "../schema/users.ts";
import type { Controller } from "../settings/settings.ts";

// Everything made here is valid and unique. Tests pass `overrides` for what they are about.

// Of tests: a process has one, and the product under test has its own.
useClosedSubjectKey(Buffer.alloc(32, "closed"));

let count = 0;

/** A unique word, like "email-3f9a1c-7". */
export function uniqueWord(prefix: string): string {
  count += 1;
  return `${prefix}-${randomBytes(3).toString("hex")}-${count}`;
}

/** The stored hash of a random token. */
export function randomHash(): string {
  return randomBytes(32).toString("hex");
}

/** A picture as it is stored. A browser could not draw it. */
export const makeLogo = (): Picture => ({ type: "image/png", picture: "iVBORw0KGgo=", hash: randomHash() });

export function inMinutes(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}

/**
 * An organisation that may ask, unless one is entered. Revision 0, so that a test can still save it for the first time.
 */
async function someOrganisation({ orm }: Pick<Database, "orm">): Promise<void> {
  const organisation = { name: "Somebody Ltd", displayName: "Somebody", email: "privacy@somebody.example" };
  await orm
    .insert(controller)
    .values({ ...organisation, revision: 0 })
    .onConflictDoNothing();
}

/** An enabled provider that asks for consent and maps email, phone and name. */
export async function makeProvider(
  database: Database,
  overrides: Partial<ProviderInput> = {},
): Promise<IdentityProvider> {
  const slug = overrides.slug ?? uniqueWord("provider");
  const input: ProviderInput = {
    id: randomUUID(),
    slug,
    name: `Provider ${slug}`,
    hint: null,
    logoLetters: null,
    issuer: `https://${slug}.example`,
    clientId: "assent",
    clientSecretSealed: "sealed",
    scopes: "openid profile email phone",
    tokenAuthMethod: "client_secret_basic",
    responseMode: "query",
    tokenAlgorithm: null,
    authorizationParameters: "",
    tenants: "",
    jitMode: "ask",
    syncPolicy: "provider-wins",
    purposesMode: "all",
    accountUrl: null,
    enabled: true,
    mappings: ["email", "phone_number", "name"].map((key) => ({ path: [key], attribute: key })),
    ...overrides,
  };
  await someOrganisation(database);
  await saveProvider(database.orm, input, null);
  const made = await findById(database.orm, input.id);
  if (made === null) throw new Error(`The provider ${slug} was not made.`);
  return made;
}

/** A notice as an administrator writes it: an account for work, with an email address and a name. */
export function noticeForm(overrides: Partial<ProviderNotice> = {}): ProviderNotice {
  return {
    language: "en",
    name: "Account at work",
    lawful: "contract",
    description: "Your contract of employment says that you have an account.",
    retentionDays: null,
    attributes: ["email", "name"],
    ...overrides,
  };
}

/** An enabled provider that makes accounts without asking. */
export function makeTellingProvider(
  database: Database,
  { notice, ...overrides }: Omit<Partial<ProviderInput>, "notice"> & { notice?: Partial<ProviderNotice> } = {},
): Promise<IdentityProvider> {
  return makeProvider(database, {
    jitMode: "notice",
    notice: noticeForm(notice),
    ...overrides,
  });
}

/** Changes a provider, as an administrator does who saves the form. */
export async function editProvider(
  { orm }: Pick<Database, "orm">,
  provider: Pick<IdentityProvider, "id">,
  { notice, ...changes }: Omit<Partial<ProviderInput>, "notice"> & { notice?: Partial<ProviderNotice> },
): Promise<void> {
  const before = await findById(orm, provider.id);
  if (!before) throw new Error("There is no such provider");
  const told = notice ? { notice: noticeForm(notice) } : {};
  const saved = await saveProvider(orm, { ...before, ...changes, ...told }, null);
  if (!saved.ok) throw new Error(`The provider was not changed: ${saved.code}`);
}

/** An attribute that was added to the catalogue, with an English label. Returns its key. */
export async function makeAttribute(
  { orm }: Database,
  { label, ...overrides }: Partial<Attribute> & { label?: string } = {},
): Promise<string> {
  const key = overrides.key ?? uniqueWord("attribute");
  await orm
    .insert(attribute)
    .values({ key, type: "text", sensitive: false, selfAssertable: false, position: 1000, ...overrides });
  await orm.insert(attributeText).values({ attributeKey: key, language: "en", label: label ?? key, explanation: "" });
  return key;
}

/** A form as an administrator would fill it in: email mandatory, phone optional. */
export function purposeForm(overrides: Partial<PurposeInput> = {}): PurposeInput {
  return {
    name: uniqueWord("Purpose"),
    description: "So that something works.",
    details: "",
    retention: "account-closed",
    retentionDays: null,
    legalNote: "",
    attributes: [asks("email", true), asks("phone_number", false)],
    recipients: { organisation: true, applications: [] },
    ...overrides,
  };
}

/** One row of the form. */
export function asks(key: string, mandatory = false, reason = ""): PurposeInput["attributes"][number] {
  return { key, mandatory, reason };
}

/** One row of the form that is told and not asked. */
export const tells = (key: string, basis: NoticeBasis): PurposeInput["attributes"][number] => ({
  ...{ key, basis, mandatory: false, reason: "Without it we could not keep our part." },
});

/** A live purpose, as `purposeForm` has it. */
export async function makePurpose(
  database: Database,
  overrides: Partial<PurposeInput> = {},
): Promise<{ purposeId: string; versionId: string; form: PurposeInput }> {
  const form = purposeForm(overrides);
  const made = await createPurpose(database.orm, form, null);
  if (!made.ok) throw new Error(`The purpose was not made: ${made.code}`);
  return { purposeId: made.purposeId, versionId: made.versionId, form };
}

/** A purpose that was never live. */
export async function makeDraft(
  database: Database,
  overrides: Partial<PurposeInput> = {},
): Promise<{ purposeId: string; versionId: string; form: PurposeInput }> {
  const form = purposeForm(overrides);
  const made = await createPurpose(database.orm, form, null, { status: "draft" });
  if (!made.ok) throw new Error(`The purpose was not drafted: ${made.code}`);
  return { purposeId: made.purposeId, versionId: made.versionId, form };
}

/** The next version of a purpose, drafted and published. */
export async function publishNext(
  { orm }: Pick<Database, "orm">,
  purposeId: string,
  form: PurposeInput,
  publishing: Partial<PublishOptions> = {},
): Promise<{ versionId: string; number: number }> {
  const version = (await draftOf(orm, purposeId)) ?? (await getPurpose(orm, purposeId))?.version;
  const drafted = await draftVersion(orm, purposeId, version?.versionId ?? "", form, null);
  if (!drafted.ok) throw new Error(`The version was not drafted: ${drafted.code}`);
  const { versionId, number } = drafted;
  const published = await publishVersion(
    orm,
    purposeId,
    versionId,
    { asksAll: false, askFrom: null, ...publishing },
    null,
  );
  if (!published.ok) throw new Error(`The version was not published: ${published.code}`);
  return { versionId, number };
}

/** The text of a consent screen for these versions. */
export function noticeFor(versions: readonly PurposeVersion[], overrides: Partial<ShownText> = {}): ShownText {
  return {
    language: "en",
    title: "Choose what Acme may store about you",
    lead: "You signed in.",
    controller: {
      name: "Acme Ltd",
      displayName: "Acme",
      address: null,
      contact: null,
      email: null,
      phone: null,
      privacyNoticeUrl: null,
    },
    provider: { name: "A provider" },
    purposes: versions.map(({ purposeId, versionId, number, texts, attributes, basis }) => ({
      purposeId,
      versionId,
      number,
      name: texts["en"]?.name ?? "",
      description: texts["en"]?.description ?? "",
      details: null,
      retention: "Kept until you close your account.",
      legalNote: null,
      ...(basis.kind === "notice" ? { basis: { kind: basis.lawful, words: "Legal basis." } } : {}),
      items: attributes.map(({ key, mandatory, basis: own }) => ({
        ...{ id: `${versionId}.${key}`, attribute: key, label: key, mandatory },
        ...(own ? { basis: { kind: own, words: "Legal basis." } } : {}),
        ...{ need: mandatory ? "Required" : "Optional", reason: null, offer: "value" as const, note: null },
      })),
    })),
    alsoStored: "A sign-in identifier.",
    withdrawal: "You can withdraw at any time.",
    acceptLabel: "Create account with my choices",
    declineLabel: "Don't create account",
    ...overrides,
  };
}

/** The shown text and number of a receipt for a person with an account. */
export function makeShown(): NewReceipt {
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  return { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
}

export interface DecisionOptions extends Partial<ProvisionInput> {
  /**
   * What the person agreed to store, by attribute. All else that is asked is denied. Defaults to made-up values for
   * all.
   */
  readonly agreed?: Readonly<Record<string, string>>;
}

/** The decision of a person who signs in through this provider for the first time, about what it asks now. */
export async function makeDecision(
  database: Database,
  provider: IdentityProvider,
  { agreed, ...overrides }: DecisionOptions = {},
): Promise<ProvisionInput> {
  const versions = await askedPurposes(database.orm, provider.id, overrides.applicationId ?? null);
  const asked = versions.flatMap(({ versionId, attributes }) =>
    attributes.map(({ key, mandatory, basis }) => ({
      versionId,
      attribute: key,
      mandatory,
      told: basis !== undefined,
    })),
  );
  const stored = agreed ?? Object.fromEntries(asked.map(({ attribute: key }) => [key, uniqueWord(key)]));
  const decisions = asked.map(({ told, ...item }): RecordedDecision => {
    const granted = Object.hasOwn(stored, item.attribute);
    return { item, state: granted ? "granted" : told ? "not-sent" : "denied", source: granted ? "provider" : null };
  });
  const notice = overrides.notice ?? noticeFor(versions);
  return {
    ...(versions.some(({ basis }) => basis.kind === "notice") ? { kind: "notice" as const } : {}),
    pending: { keyHash: randomHash(), expiresAt: inMinutes(10) },
    providerId: provider.id,
    subject: uniqueWord("subject"),
    language: "en",
    shownVersions: versions.map(({ versionId }) => versionId),
    values: Object.entries(stored).map(([key, value]) => ({ attribute: key, value, source: "provider" })),
    decisions,
    notice,
    noticeHash: createHash("sha256").update(canonicalShownText(notice)).digest("hex"),
    receiptNumber: receiptNumber(randomBytes(5)),
    session: { tokenHash: randomHash(), expiresAt: inMinutes(60), authentication: { at: new Date(), acr: null } },
    ...overrides,
  };
}

/** A web application, added by the system. */
export async function makeApplication(
  { orm }: Pick<Database, "orm">,
  overrides: Partial<Parameters<typeof createApplication>[1]> = {},
): Promise<{ id: string; clientId: string }> {
  const input = {
    clientId: uniqueWord("client"),
    name: uniqueWord("Application"),
    kind: "web",
    authMethod: "client_secret_basic",
    jwks: null,
    subjectType: "pairwise",
    sector: uniqueWord("sector"),
    claimsInIdToken: false,
    pkceRequired: true,
    choosesProvider: false,
    idTokenAlgorithm: "RS256",
    homeUrl: null,
    backChannelLogoutUrl: null,
    redirectUris: ["https://application.example/callback"],
    signOutUris: [],
    secretHash: randomHash(),
    ...overrides,
  } as const;
  return { id: await createApplication(orm, input, null), clientId: input.clientId };
}

/** A person with an account. */
export async function makePerson(
  database: Database,
  provider: IdentityProvider,
  options: DecisionOptions = {},
): Promise<{ userId: string; receiptNumber: string; input: ProvisionInput }> {
  const input = await makeDecision(database, provider, options);
  const made = await provision(database, input);
  if (!made.ok) throw new Error(`The person was not made: ${made.code}`);
  return { userId: made.userId, receiptNumber: made.receiptNumber, input };
}

export interface PastDecisions {
  readonly at: Date;
  readonly versionId: string;
  /** Attribute → the answer of each of them. */
  readonly answers: Readonly<Record<string, "granted" | "denied" | "not-sent">>;
  readonly people: number;
  readonly kind?: "consent" | "withdrawal";
}

/** Receipts of people who decided at another time, without the people. */
export async function makePastDecisions(
  { orm }: Pick<Database, "orm">,
  { at, versionId, answers, people, kind = "consent" }: PastDecisions,
): Promise<void> {
  const numbers = Array.from({ length: people }, () => receiptNumber(randomBytes(5)));
  await orm.transaction(async (tx) => {
    // A trigger refuses receipts of another time.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
    with made as (
      insert into receipt (number, pseudonym, kind, language, notice, notice_hash, collection_method, decided_at)
      select number, gen_random_uuid(), ${kind}, 'en', '{}', repeat('0', 64), 'web-form', ${at}::timestamptz
      from jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb) number
      returning id, decided_at
    )
    insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory, source, decided_at)
    select m.id, a.version_id, a.attribute_key, s.value, a.mandatory,
      case when s.value = 'granted' then 'provider' end, m.decided_at
    from made m cross join jsonb_each_text(${JSON.stringify(answers)}::jsonb) s
    join purpose_version_attribute a on a.version_id = ${versionId} and a.attribute_key = s.key`);
  });
}

/** A person with an account and the role of an administrator, beside any others. */
export async function makeAdministrator(database: Database): Promise<{ userId: string; pseudonym: string }> {
  const provider = await makeProvider(database, { purposesMode: "chosen" });
  const { userId } = await makePerson(database, provider);
  const [user] = await database.orm
    .update(users)
    .set({ role: "administrator" })
    .where(eq(users.id, userId))
    .returning({ pseudonym: users.pseudonym });
  return { userId, pseudonym: user?.pseudonym ?? "" };
}

/** The controller, with every field filled in. */
export const acme: Controller = {
  name: "Acme Ltd",
  displayName: "Acme",
  address: "1 Example Street",
  contact: "The data team",
  email: "privacy@acme.example",
  phone: "+44 20 7946 0000",
  privacyNoticeUrl: "https://acme.example/privacy",
  helpEmail: "help@acme.example",
  identifier: "GB 01234567",
  officerName: "The data protection officer",
  officerEmail: "officer@acme.example",
  authorityName: "Information Commissioner's Office",
  authorityUrl: "https://ico.example/complain",
  defaultLanguage: "en",
};
