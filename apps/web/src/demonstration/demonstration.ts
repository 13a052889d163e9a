import "server-only";
import { randomUUID } from "node:crypto";
import { dayOf } from "@assent/consent/attribute/plausible";
import { standardAttributes } from "@assent/consent/attribute/standard-attributes";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { saveProvider } from "@assent/database/providers/provider-saving";
import { createPurpose } from "@assent/database/purposes/purpose-editing";
import { lock } from "@assent/database/engine/locks";
import type { Database } from "@assent/database/engine/open";
import { provision } from "@assent/database/provisioning/provision";
import { askedPurposes } from "@assent/database/purposes/purposes";
import { consentRequest } from "@assent/consent/request/consent-request";
import { catalogue } from "@assent/database/attributes/attributes";
import { type Controller, saveController } from "@assent/database/settings/settings";
import { createSetupLink } from "@assent/database/users/setup-links";
import { openSecret, sealSecret } from "@assent/crypto/seal";
import { env } from "@/platform/env";
import { oneTimeLink } from "@/platform/links/one-time-link";
import { setupLinkLifetime } from "@/platform/session/new-setup-link";
import { type ConsentSubmission, decideForm } from "@/sign-in/decide/decide-form";
import { decisionRecord } from "@/sign-in/decide/decision-steps";
import { newPendingId } from "@/sign-in/pending/pending-sign-in";
import { clientSecretContext } from "@/sign-in/protocol/client-secret";
import { composeShownText, shownTextHash } from "@/sign-in/shown-text/shown-text";
import { demonstrationPurposes } from "./demonstration-purposes";

const slug = "demo-university";

/**
 * Fills an empty installation with the demonstration: Acme, Demo University, the purposes of the guide, and the first
 * administrator. If it is interrupted, nothing is stored. A second start only updates the provider's address and
 * secret if they have changed.
 */
export async function seedDemonstration(
  database: Database,
  demo: { readonly issuer: string; readonly clientSecret: string },
): Promise<void> {
  await database.orm.transaction(async (orm) => {
    // Instances that start together: the second one finds what the first has stored.
    await lock(orm, "demonstration");
    const known = await findBySlug(orm, slug);
    const id = known?.id ?? randomUUID();
    const seal = { ...env().seal, context: clientSecretContext(id) };
    if (known?.issuer === demo.issuer && opens(known.clientSecretSealed, demo.clientSecret, seal)) return;
    const { origin: clientSecretOrigin } = new URL(demo.issuer);
    const connection = { issuer: demo.issuer, accountUrl: demo.issuer, clientSecretOrigin };
    const clientSecretSealed = sealSecret(demo.clientSecret, seal);
    const provider = { ...(known ?? providerDefaults), id, ...connection, clientSecretSealed };
    await saveProvider(orm, provider, null, { issuerMoved: true });
    if (known) return;
    // An organisation that was entered in the meantime is not replaced.
    await saveController(orm, { base: 0, values: acme }, null);
    for (const { input, translations } of demonstrationPurposes) {
      await createPurpose(orm, input, null, { translations });
    }
    await makeAdministrator({ ...database, orm });
  });
}

/**
 * Whether this database was filled with the demonstration. Its provider lets anyone sign in as anyone, so it must never
 * serve a public address.
 */
export async function isDemonstrationData({ orm }: Database): Promise<boolean> {
  const provider = await findBySlug(orm, slug);
  return provider !== null && new URL(provider.issuer).protocol === "http:";
}

function opens(sealed: string | null, secret: string, seal: Parameters<typeof openSecret>[1]): boolean {
  try {
    return sealed !== null && openSecret(sealed, seal) === secret;
  } catch {
    // Sealed with an earlier AUTH_SECRET.
    return false;
  }
}

const providerDefaults = {
  slug,
  name: "Demo University",
  hint: "Invented people, for trying out",
  logoLetters: null,
  clientId: "assent",
  scopes: "openid profile email phone address",
  tokenAuthMethod: "client_secret_basic",
  responseMode: "query",
  tokenAlgorithm: null,
  authorizationParameters: "",
  tenants: "",
  jitMode: "ask",
  syncPolicy: "provider-wins",
  purposesMode: "all",
  enabled: true,
  mappings: standardAttributes.map(({ key, claimPath }) => ({ path: claimPath, attribute: key })),
} as const;

const acme: Controller = {
  name: "Acme Ltd",
  displayName: "Acme",
  address: "1 Example Street, Exampletown EX1 2AB",
  contact: "Privacy Officer",
  email: "privacy@acme.example",
  phone: "+44 1632 960000",
  privacyNoticeUrl: "https://acme.example/privacy",
  helpEmail: "help@acme.example",
  identifier: "EX 01234567",
  officerName: "Office of the data protection officer",
  officerEmail: "dpo@acme.example",
  authorityName: "Example Data Protection Authority",
  authorityUrl: "https://dpa.example/complaints",
  defaultLanguage: "en",
};

const language = "en";

/** What Demo University sends about Ada Admin and a purpose of the demonstration asks for. */
const ada = {
  subject: "ada",
  values: { email: "ada@demo-university.example", phone_number: "+44 7700 900101", name: "Ada Admin" },
};

/**
 * Makes the account of the first administrator like every account: from a form, by the rules and in the transaction
 * of a first sign-in, with a set-up link. Ada agrees to what is mandatory and to nothing else.
 */
async function makeAdministrator(database: Database): Promise<void> {
  const { orm } = database;
  const provider = await findBySlug(orm, slug);
  if (!provider) throw new Error("The demonstration has no provider");
  const [purposes, attributes] = await Promise.all([askedPurposes(orm, provider.id, null), catalogue(orm, language)]);
  const request = consentRequest({ purposes, values: ada.values, catalogue: attributes });
  const words = { providerName: provider.name, controller: acme, attributes, language };
  const shownText = await composeShownText({ request, ...words });
  const binding = { application: null, requestId: "demonstration", shownTextHash: shownTextHash(shownText) };
  const items = request.purposes.flatMap((purpose) => purpose.items);
  const form: ConsentSubmission = {
    intent: "accept",
    request: binding.requestId,
    shown: binding.shownTextHash,
    language,
    granted: items.filter(({ mandatory }) => mandatory).map(({ id }) => id),
    typed: {},
  };
  const decision = decideForm({ ...binding, account: null, request, attributes, today: dayOf(new Date()) }, form);
  if (decision.case !== "make-account") throw new Error(`The form of the demonstration leads to ${decision.case}`);
  const link = oneTimeLink("setup", { origin: env().origin, lifetime: setupLinkLifetime }).row;
  await createSetupLink(orm, link);
  const pending = { id: newPendingId() };
  const prompt = { ...binding, request, shownText, pending, expiresAt: link.expiresAt };
  const made = await provision(database, {
    ...decisionRecord({ prompt, form }, decision.outcome),
    providerId: provider.id,
    subject: ada.subject,
    session: null,
    administrator: { setupTokenHash: link.tokenHash },
  });
  if (!made.ok) throw new Error(`The administrator of the demonstration was not made: ${made.code}`);
}
