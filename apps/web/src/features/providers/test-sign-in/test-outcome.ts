import "server-only";
import { claimNames } from "@assent/consent/claims/claim-names";
import { consentRequest } from "@assent/consent/request/consent-request";
import { dayOf } from "@assent/consent/attribute/plausible";
import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import { mapClaims, type Values } from "@assent/consent/claims/claim-mapping";
import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { catalogue } from "@assent/database/attributes/attributes";
import { findById } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { askedPurposes } from "@assent/database/purposes/purposes";
import { saveTestedClaims } from "@assent/database/providers/tested-claims";
import { protocolClaims } from "@assent/federation/claims";
import { discover } from "@assent/federation/discovery";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { getLocale } from "next-intl/server";
import type { ItemState } from "@/sign-in/components/ConsentItem";
import { composeShownText } from "@/sign-in/shown-text/shown-text";
import { unmetAtProvider } from "@/sign-in/protocol/tenants";
import { runTest, type TestSignInResult } from "@/sign-in/try-out/test-sign-in";
import { requireSetupOrAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { managedProvider, type ManagedProvider } from "../queries";
import { currentOrganisation } from "@/platform/organisation";
import { shownPreview, type ShownPreview } from "../claims/preview";

/** One claim as it was sent, and its use. */
export interface RawClaim {
  readonly name: string;
  readonly json: string;
  /** The labels of the attributes that it is mapped to, or what else it is. */
  readonly fate:
    | { readonly kind: "mapped"; readonly labels: readonly string[] }
    | { readonly kind: "identifier" | "protocol" | "dropped" };
}

/** What a sign-in would do with the claims. */
export interface TestReading {
  readonly mapping: ShownPreview;
  readonly lines: readonly RawClaim[];
  /** As the consent screen would have them, with the state of each box by the id of its item. */
  readonly purposes: readonly ShownPurpose[];
  readonly items: Readonly<Record<string, ItemState>>;
  /** The labels of attributes that a purpose needs, were not sent, and may not be typed. */
  readonly blockedBy: readonly string[];
  /** The first condition for an account that is not met, or null. */
  readonly unmet: AccountCondition["kind"] | null;
  readonly jitMode: IdentityProvider["jitMode"];
  /** Attributes that are asked for and were not sent, with the scope that would bring them. */
  readonly scopes: readonly { readonly scope: string; readonly labels: readonly string[] }[];
  readonly organisation: string;
}

export interface TestedProvider {
  readonly provider: ManagedProvider;
  /** Null if there is no result, or it was shown already. */
  readonly result:
    (Pick<TestSignInResult, "steps" | "problem" | "said"> & { readonly reading: TestReading | null }) | null;
}

/**
 * Finishes this browser's test sign-in; null for a provider that does not exist. Nothing about the person is stored:
 * only the names of the claims are kept, to suggest mappings.
 */
export async function testedProvider(id: string): Promise<TestedProvider | null> {
  await requireSetupOrAdministrator();
  const [provider, stored] = await Promise.all([managedProvider(id), findById(database().orm, id)]);
  if (!provider || !stored) return null;
  const result = await runTest(stored);
  if (!result) return { provider, result: null };
  const { steps, problem, said, claims } = result;
  if (claims) await saveTestedClaims(database().orm, id, claimNames(claims, protocolClaims));
  return { provider, result: { steps, problem, said, reading: claims && (await readingOf(stored, claims)) } };
}

async function readingOf(provider: IdentityProvider, claims: object): Promise<TestReading> {
  const { orm } = database();
  const language = await getLocale();
  const [attributes, purposes, controller, metadata] = await Promise.all([
    catalogue(orm, language),
    askedPurposes(orm, provider.id, null),
    currentOrganisation(),
    discover(provider.issuer, providerFetch()).catch(() => null),
  ]);
  const labelOf = (key: string) => attributes.get(key)?.label ?? key;
  const { values, defaults } = mapClaims(claims, provider.mappings, attributes, dayOf(new Date()));
  const request = consentRequest({ purposes, values, defaults, catalogue: attributes });
  const notice = await composeShownText({ request, providerName: provider.name, controller, attributes, language });
  const items = request.purposes.flatMap((asked) => asked.items);
  const mapping = await shownPreview(claims, provider.mappings);
  const silent = items.filter(({ offer }) => offer.kind !== "value" || offer.source === "default");
  const missing = new Set(silent.map(({ attribute }) => attribute));
  return {
    // Protocol claims are not reported as dropped.
    mapping: { ...mapping, dropped: mapping.dropped.filter((name) => !protocolClaims.has(name)) },
    lines: Object.entries(claims).map(([name, value]) => ({
      name,
      json: JSON.stringify(value),
      fate: fateOf(name, provider, values, labelOf),
    })),
    purposes: notice.purposes,
    items: Object.fromEntries(
      items.map(({ id, attribute, offer }) => {
        const value = offer.kind === "value" ? offer.value : null;
        return [id, { value, type: attributes.get(attribute)?.type ?? "text", ticked: false }];
      }),
    ),
    blockedBy: request.blockedBy.map(labelOf),
    unmet: unmetAtProvider(provider, claims, dayOf(new Date()))?.kind ?? null,
    jitMode: provider.jitMode,
    scopes: scopesFor(provider, metadata?.scopes_supported, missing, labelOf),
    organisation: controller.displayName,
  };
}

type LabelOf = (key: string) => string;

function fateOf(name: string, { mappings }: IdentityProvider, values: Values, labelOf: LabelOf): RawClaim["fate"] {
  const led = mappings.filter(({ path, attribute }) => path[0] === name && Object.hasOwn(values, attribute));
  if (led.length > 0) return { kind: "mapped", labels: led.map(({ attribute }) => labelOf(attribute)) };
  if (name === "sub") return { kind: "identifier" };
  return { kind: protocolClaims.has(name) ? "protocol" : "dropped" };
}

/** The standard scopes that were not requested and would bring missing attributes. */
function scopesFor(
  { scopes, mappings }: IdentityProvider,
  listed: readonly string[] | undefined,
  missing: ReadonlySet<string>,
  labelOf: LabelOf,
) {
  const asked = scopes.split(" ");
  return Object.entries(claimsOfScope).flatMap(([scope, claims]) => {
    const brought = mappings.filter(({ path, attribute }) => missing.has(attribute) && claims.includes(path[0] ?? ""));
    // A provider that lists its scopes may refuse another one, and with it every sign-in.
    if (asked.includes(scope) || brought.length === 0 || listed?.includes(scope) === false) return [];
    return [{ scope, labels: brought.map(({ attribute }) => labelOf(attribute)) }];
  });
}

/** OpenID Connect Core 1.0, section 5.4. https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  profile:
    "name family_name given_name middle_name nickname preferred_username profile picture website gender birthdate zoneinfo locale".split(
      " ",
    ),
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: ["address"],
};
