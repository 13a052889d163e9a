import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";

/** The data of a sign-in in progress: RFC 7636 (PKCE), and OpenID Connect Core 1.0, section 3.1.2.1. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignedIn {
  /** The reader's identifier, which only this application gets. */
  readonly subject: string;
  /** The id of the reader's session at Assent, which a logout token contains too. */
  readonly sid: string;
  readonly idToken: string;
  readonly accessToken: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

interface Library {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly home: string;
}

/** Everything that an application has to do to sign its people in through Assent. */
export function signInThrough({ issuer, clientId, clientSecret, home }: Library) {
  const redirectUri = `${home}/callback`;
  let discovered: Promise<client.Configuration> | undefined;

  /** The issuer's metadata, read at the first sign-in. A failure is not kept. */
  function configuration(): Promise<client.Configuration> {
    discovered ??= client
      // Plain http is only for tests on one machine.
      .discovery(new URL(issuer), clientId, {}, client.ClientSecretBasic(clientSecret), {
        execute: issuer.startsWith("http:") ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        discovered = undefined;
        throw error;
      });
    return discovered;
  }

  return {
    /** The address to send the browser to. `quietly`: without a page; the answer can be that no one is signed in. */
    async begin({ quietly }: { quietly: boolean }): Promise<{ address: string; begun: Begun }> {
      const begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: "openid profile email phone",
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: "S256",
        ...(quietly ? { prompt: "none" } : {}),
      });
      return { address: address.href, begun };
    },

    /** Handles the answer. Errors: client.AuthorizationResponseError, whose `error` says how the sign-in ended. */
    async finish(address: URL, { state, nonce, verifier }: Begun): Promise<SignedIn> {
      const tokens = await client.authorizationCodeGrant(await configuration(), address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      const sid = claims?.["sid"];
      return {
        subject: claims?.sub ?? "",
        sid: typeof sid === "string" ? sid : "",
        idToken: tokens.id_token ?? "",
        accessToken: tokens.access_token,
        expiresAt: Date.now() + (tokens.expiresIn() ?? 0) * 1000,
      };
    },

    /** The claims that Assent currently sends about this reader. Fails if the reader's session has ended. */
    async details({ accessToken, subject }: SignedIn) {
      return client.fetchUserInfo(await configuration(), accessToken, subject);
    },

    /** The address to sign out at Assent too: OpenID Connect RP-Initiated Logout 1.0. */
    async signOutAddress({ idToken }: SignedIn): Promise<string> {
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: `${home}/` };
      return client.buildEndSessionUrl(await configuration(), parameters).href;
    },

    /** Which session has ended, by a logout token: OpenID Connect Back-Channel Logout 1.0, section 2.6. */
    async endedSession(logoutToken: string): Promise<string> {
      const { jwks_uri = "" } = (await configuration()).serverMetadata();
      const { payload } = await jwtVerify(logoutToken, createRemoteJWKSet(new URL(jwks_uri)), {
        issuer,
        audience: clientId,
        typ: "logout+jwt",
        requiredClaims: ["iat", "exp", "jti", "events", "sid"],
      });
      const { sid } = payload;
      return typeof sid === "string" ? sid : "";
    },
  };
}

/** How a sign-in ended: an error code of OAuth 2.0, or "failed". */
export const endOf = (error: unknown): string =>
  error instanceof client.AuthorizationResponseError ? error.error : "failed";
