import "server-only";
import { env } from "@/platform/env";

/** What a token for the API can allow: RFC 6749, section 3.3. */
export const apiScopes = ["may-process", "grants:read"] as const;
export type ApiScope = (typeof apiScopes)[number];

/** The API, as the audience of its tokens (RFC 9068, section 3) and as the address before its paths. */
export const apiAddress = (): string => `${env().origin}/api/v1`;

/** The description of the API as a protected resource: RFC 9728, section 2. */
export const apiMetadata = () => ({
  resource: apiAddress(),
  authorization_servers: [env().origin],
  scopes_supported: apiScopes,
  bearer_methods_supported: ["header"],
  resource_documentation: `${apiAddress()}/openapi.json`,
});
