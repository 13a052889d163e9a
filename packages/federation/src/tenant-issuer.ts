import { FederationError } from "./federation-error.ts";

// Microsoft Entra serves many tenants (organisations) from one set of metadata, whose issuer is a template. It leaves
// OpenID Connect Discovery 1.0, section 4.3, at this one point: each token names its own tenant's issuer.
// https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#multitenant-applications

const placeholder = "{tenantid}";

/** A tenant's id as Entra writes it (RFC 9562, section 4); nothing else is put into an issuer. */
const tenantId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this issuer stands for many: one whole part of its path is the placeholder. */
export function isTenantTemplate(issuer: string): boolean {
  const parts = issuer.split("/").slice(3);
  return parts.filter((part) => part === placeholder).length === 1 && issuer.split("{").length === 2;
}

/**
 * Where the metadata of many tenants are: under the name that lets in accounts of organisations, and not personal ones,
 * which nobody vouches for.
 */
export const tenantMetadataIssuer = (template: string): string => template.replace(placeholder, "organizations");

/** Whether this is the id of a tenant. */
export const isTenantId = (text: string): boolean => tenantId.test(text);

/**
 * The issuer of the tenant that a token names in `tid`. The claim is part of what is signed, so whoever could choose it
 * could not sign it; and `iss` has to be this issuer to the letter. Errors: FederationError tenant-missing.
 */
export function tenantIssuer(template: string, tid: unknown): string {
  if (typeof tid !== "string" || !isTenantId(tid)) throw new FederationError("tenant-missing");
  return template.replace(placeholder, tid);
}

/**
 * Whether a published key may sign for this issuer. Entra writes beside each key whose it is, a template or one tenant;
 * without a look at it, a key of one kind of account would sign for every organisation.
 */
export function mayKeySign(keyIssuer: unknown, { template, issuer }: { template: string; issuer: string }): boolean {
  return keyIssuer === undefined || keyIssuer === template || keyIssuer === issuer;
}

/**
 * What somebody is known by at a provider. `sub` is unique within its issuer only (OpenID Connect Core 1.0, section 2):
 * where many issuers come through one provider, the issuer is part of it. An issuer has no space in it.
 */
export function subjectOf(issuer: string, { iss, sub }: { readonly iss?: unknown; readonly sub: string }): string {
  return isTenantTemplate(issuer) ? `${String(iss)} ${sub}` : sub;
}
