import type { EventDetails } from "../schema/event.ts";
import type { ApplicationInput } from "./application-editing.ts";

/** The most characters of one value: a log is not a place to read a longer setting. */
const maxLength = 500;

/** `x` and `xBefore` for each setting of an application that differs. No secret is among them. */
export function applicationDifferences(before: ApplicationInput, after: ApplicationInput): EventDetails {
  const changed = (Object.keys(shown) as (keyof ApplicationInput)[])
    .map((name) => [name, shown[name](before), shown[name](after)] as const)
    .filter(([, was, is]) => was !== is);
  return Object.fromEntries(
    changed.flatMap(([name, was, is]) => [
      [`${name}Before`, was.slice(0, maxLength)],
      [name, is.slice(0, maxLength)],
    ]),
  );
}

const shown: { readonly [Name in keyof ApplicationInput]: (of: ApplicationInput) => string } = {
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  redirectUris: ({ redirectUris }) => [...redirectUris].sort().join(" "),
  signOutUris: ({ signOutUris }) => [...signOutUris].sort().join(" "),
  homeUrl: ({ homeUrl }) => homeUrl ?? "",
  backChannelLogoutUrl: ({ backChannelLogoutUrl }) => backChannelLogoutUrl ?? "",
  authMethod: ({ authMethod }) => authMethod,
  // The whole public keys, because a new key can have the same id.
  jwks: ({ jwks }) => (jwks === null ? "" : JSON.stringify(jwks)),
  subjectType: ({ subjectType }) => subjectType,
  sector: ({ sector }) => sector,
  claimsInIdToken: ({ claimsInIdToken }) => String(claimsInIdToken),
  pkceRequired: ({ pkceRequired }) => String(pkceRequired),
  choosesProvider: ({ choosesProvider }) => String(choosesProvider),
  idTokenAlgorithm: ({ idTokenAlgorithm }) => idTokenAlgorithm,
};
