import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import { standardAttributes } from "@assent/consent/attribute/standard-attributes";

export interface Preset {
  /** Parts in braces are for the administrator to fill in. */
  readonly issuer: string;
  readonly name: string;
  readonly scopes: string;
  readonly accountUrl: string;
  readonly mappings: readonly ClaimMapping[];
}

const all: readonly ClaimMapping[] = standardAttributes.map(({ key, claimPath }) => ({
  path: claimPath,
  attribute: key,
}));

const standard = (...keys: readonly string[]) => all.filter(({ attribute }) => keys.includes(attribute));
const names = ["name", "given_name", "family_name"] as const;

/**
 * What is known about providers in advance. Each preset links to the documentation of its claims. A claim that a
 * provider does not send is not mapped, so that people are not asked for it.
 */
const presets = {
  // https://developers.google.com/identity/openid-connect/openid-connect#an-id-tokens-payload
  google: {
    name: "Google",
    issuer: "https://accounts.google.com",
    scopes: "openid profile email",
    accountUrl: "https://myaccount.google.com/",
    mappings: standard("email", "email_verified", ...names, "picture"),
  },
  // One tenant: https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference. It sends no
  // email_verified.
  entra: {
    name: "Microsoft",
    issuer: "https://login.microsoftonline.com/{tenant-id}/v2.0",
    scopes: "openid profile email",
    accountUrl: "https://myaccount.microsoft.com/",
    mappings: standard("email", ...names, "preferred_username"),
  },
  // Many tenants: the metadata has this text as its issuer, and each token names its tenant (federation/tenant-issuer).
  "entra-many": {
    name: "Microsoft",
    issuer: "https://login.microsoftonline.com/{tenantid}/v2.0",
    scopes: "openid profile email",
    accountUrl: "https://myaccount.microsoft.com/",
    mappings: standard("email", ...names, "preferred_username"),
  },
  // https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#scope-dependent-claims
  okta: {
    name: "Okta",
    issuer: "https://{your-domain}.okta.com",
    scopes: "openid profile email phone address",
    accountUrl: "",
    mappings: all.filter(({ attribute }) => !["picture", "phone_number_verified"].includes(attribute)),
  },
  // https://auth0.com/docs/get-started/apis/scopes/openid-connect-scopes. The slash at the end is part of the issuer.
  auth0: {
    name: "Auth0",
    issuer: "https://{your-domain}.auth0.com/",
    scopes: "openid profile email",
    accountUrl: "",
    mappings: standard("email", "email_verified", ...names, "nickname", "picture"),
  },
  // https://www.keycloak.org/securing-apps/oidc-layers
  keycloak: {
    name: "Keycloak",
    issuer: "https://{host}/realms/{realm}",
    scopes: "openid profile email phone address",
    accountUrl: "",
    mappings: all,
  },
  generic: { name: "", issuer: "", scopes: "openid profile email", accountUrl: "", mappings: all },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as readonly PresetName[];

/** The preset of this name; the generic one for any other text. */
export const presetOf = (name: string | undefined): Preset & { readonly key: PresetName } => {
  const key = presetNames.find((known) => known === name) ?? "generic";
  return { key, ...presets[key] };
};
