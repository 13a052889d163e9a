import { FederationError } from "./federation-error.ts";

// Microsoft Entra serves many tenants (organisations) from one set of metadata, whose issuer is a template. It departs
// from OpenID Connect Discovery 1.0, section 4.3, in this one point: each token names its own tenant's issuer.
// https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#multitenant-applications

const placeholder = "{tenantid}";

/** A tenant's id as Entra writes it (RFC 9562, section 4). Nothing else is put into an issuer. */
const tenantId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this issuer is a template: exactly one part of its path is the placeholder. */
export function isTenantTemplate(issuer: string): boolean {
  const parts = issuer.split("/").slice(3);
  return parts.filter((part) => part === placeholder).length === 1 && issuer.split("{").length === 2;
}

/**
 * The issuer under which the metadata of all tenants is read: this name allows accounts of organisations, and no
 * personal ones, which no organisation manages.
 */
export const tenantMetadataIssuer = (template: string): string => template.replace(placeholder, "organizations");

/** Whether this is the id of a tenant. */
export const isTenantId = (text: string): boolean => tenantId.test(text);

/**
 * The issuer of the tenant that a token names in `tid`. The claim is signed with the token, and `iss` must equal this
 * issuer exactly.
 * Errors: FederationError tenant-missing.
 */
export function tenantIssuer(template: string, tid: unknown): string {
  if (typeof tid !== "string" || !isTenantId(tid)) throw new FederationError("tenant-missing");
  return template.replace(placeholder, tid);
}

/**
 * Whether a published key may sign for this issuer. Entra publishes with each key the issuer that it belongs to, a
 * template or one tenant. Without this check a key for one kind of account would sign for every organisation.
 */
export function mayKeySign(keyIssuer: unknown, { template, issuer }: { template: string; issuer: string }): boolean {
  return keyIssuer === undefined || keyIssuer === template || keyIssuer === issuer;
}

/**
 * What identifies a person at a provider. `sub` is unique within its issuer only (OpenID Connect Core 1.0, section 2),
 * so for a template the issuer is part of it. An issuer contains no space.
 */
export function subjectOf(issuer: string, { iss, sub }: { readonly iss?: unknown; readonly sub: string }): string {
  return isTenantTemplate(issuer) ? `${String(iss)} ${sub}` : sub;
}
