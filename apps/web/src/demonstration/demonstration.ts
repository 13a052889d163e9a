import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { canonicalShownText, type ShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { standardAttributes } from "@assent/consent/attribute/standard-attributes";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { saveProvider } from "@assent/database/providers/provider-saving";
import { createPurpose } from "@assent/database/purposes/purpose-editing";
import type { Database } from "@assent/database/engine/open";
import { provision } from "@assent/database/provisioning/provision";

import { type Controller, saveController } from "@assent/database/settings/settings";
import { openSecret, sealSecret } from "@assent/crypto/seal";
import { env } from "@/platform/env";
import { clientSecretContext } from "@/sign-in/protocol/client-secret";
import { demonstrationPurposes } from "./demonstration-purposes";

const slug = "demo-university";

/**
 * Fills an empty installation with the demonstration: Acme, Demo University, its first administrator, and the purposes of
 * the guide; all of it or, when interrupted, nothing. A second start changes nothing but the provider's address and
 * secret, if they are others than before.
 */
export async function seedDemonstration(
  database: Database,
  demo: { readonly issuer: string; readonly clientSecret: string },
): Promise<void> {
  await database.orm.transaction(async (orm) => {
    const known = await findBySlug(orm, slug);
    const id = known?.id ?? randomUUID();
    const seal = { ...env().seal, context: clientSecretContext(id) };
    if (known?.issuer === demo.issuer && opens(known.clientSecretSealed, demo.clientSecret, seal)) return;
    const connection = { issuer: demo.issuer, accountUrl: demo.issuer };
    const clientSecretSealed = sealSecret(demo.clientSecret, seal);
    const provider = { ...(known ?? providerDefaults), id, ...connection, clientSecretSealed };
    await saveProvider(orm, provider, null, { issuerMoved: true });
    if (known) return;
    // An organisation that was entered in the meantime is not replaced.
    await saveController(orm, { base: 0, values: acme }, null);
    // Before there is a purpose: the administrator's account holds the sign-in identifier and nothing else.
    await makeAdministrator({ ...database, orm }, id);
    for (const { input, translations } of demonstrationPurposes) {
      await createPurpose(orm, input, null, { translations });
    }
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
  defaultLanguage: "en",
};

async function makeAdministrator(database: Database, providerId: string): Promise<void> {
  const notice: ShownText = {
    language: "en",
    title: "The first administrator of the demonstration",
    lead: "This account was made when the demonstration was set up. Nothing was asked and nothing is stored about anybody.",
    controller: acme,
    provider: { name: providerDefaults.name },
    purposes: [],
    alsoStored: "A sign-in identifier that links Demo University to this account.",
    withdrawal: "Delete the data directory of the demonstration.",
    acceptLabel: "",
    declineLabel: "",
  };
  await provision(database, {
    pending: { keyHash: hash(randomBytes(16)), expiresAt: new Date(Date.now() + 60_000) },
    providerId,
    subject: "ada",
    language: "en",
    shownVersions: [],
    values: [],
    decisions: [],
    notice,
    noticeHash: hash(canonicalShownText(notice)),
    receiptNumber: receiptNumber(randomBytes(5)),
    session: null,
    kind: "notice",
    administrator: { seeded: true },
  });
}

const hash = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");
