import "server-only";
import { type Application, isSecretOf } from "@assent/database/applications/applications";
import type { Adapter, AdapterPayload, Client } from "oidc-provider";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { applicationSecretHash } from "./client-secret";
import { isTrying, tryRedirectUri } from "./try-out/trying";

/** Applications as the provider's clients: read at each request, so that a change holds from the next one on. */
export function clientAdapter(): Adapter {
  const refuse = () => Promise.reject(new Error("Applications are changed by administrators only"));
  return {
    async find(clientId) {
      const application = await administered.findClient(clientId);
      if (application === null) return undefined;
      return isTrying() ? triedMetadata(application) : clientMetadata(application);
    },
    upsert: refuse,
    destroy: refuse,
    consume: refuse,
    revokeByGrantId: refuse,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}

/** The member of a client's metadata that holds our row. */
export const ownMetadata = "assent_application";

/** The application that a client of the provider is. */
export const applicationOf = (client: Client): Application => client[ownMetadata] as Application;

/** OpenID Connect Dynamic Client Registration 1.0, section 2. */
function clientMetadata(application: Application): AdapterPayload {
  const { clientId, name, kind, authMethod, jwks, redirectUris, signOutUris, backChannelLogoutUrl, homeUrl } =
    application;
  return {
    client_id: clientId,
    client_name: name,
    application_type: kind === "native" ? "native" : "web",
    token_endpoint_auth_method: authMethod,
    // The library wants one; what is compared is the hash of what was sent (isClientSecret).
    ...(authMethod.startsWith("client_secret") ? { client_secret: "kept-as-a-hash" } : {}),
    ...(jwks === null ? {} : { jwks }),
    // A service has no people, and so nothing to try.
    redirect_uris: redirectUris.length === 0 ? [] : [...redirectUris, tryRedirectUri()],
    post_logout_redirect_uris: [...signOutUris],
    response_types: kind === "service" ? [] : ["code"],
    grant_types: [
      ...(kind === "service" ? [] : ["authorization_code", "refresh_token"]),
      // For the API. Only an application that can prove who it is gets a token for itself: RFC 6749, section 4.4.
      ...(authMethod === "none" ? [] : ["client_credentials"]),
    ],
    // Public identifiers are those of one sector that all their applications share, so that no account's id ever leaves.
    id_token_signed_response_alg: application.idTokenAlgorithm,
    subject_type: "pairwise",
    // The library wants an https address where redirect URIs are of several hosts. This one is never asked (RFC 2606).
    sector_identifier_uri: `https://sector.invalid/${encodeURIComponent(application.subjectSector)}`,
    ...(backChannelLogoutUrl === null
      ? {}
      : { backchannel_logout_uri: backChannelLogoutUrl, backchannel_logout_session_required: true }),
    ...(homeUrl === null ? {} : { client_uri: homeUrl }),
    [ownMetadata]: application,
  };
}

/** The same application while an administrator tries it: the code is exchanged by us, who need no proof. */
function triedMetadata(application: Application): AdapterPayload {
  const { client_secret: _secret, ...metadata } = clientMetadata(application);
  return { ...metadata, token_endpoint_auth_method: "none", grant_types: ["authorization_code", "refresh_token"] };
}

export const isClientSecret = (clientId: string, secret: string): Promise<boolean> =>
  isSecretOf(database().orm, clientId, applicationSecretHash(secret));
