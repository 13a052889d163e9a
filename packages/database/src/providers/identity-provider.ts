import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import type { NoticeInput } from "@assent/consent/request/notice-input";
import type { NewProviderKey } from "./provider-keys.ts";
import type {
  jitModes,
  purposesModes,
  responseModes,
  syncPolicies,
  tokenAuthMethods,
} from "../schema/identity-provider.ts";

/** The notice of a provider, with the language in which it is written (BCP 47). */
export interface ProviderNotice extends NoticeInput {
  readonly language: string;
}

/** An OpenID Connect connection with its claim mapping. */
export interface IdentityProvider {
  readonly id: string;
  /** Its name in addresses of pages. */
  readonly slug: string;
  readonly name: string;
  /** A line under its button, which helps people to choose. */
  readonly hint: string | null;
  /** Letters in place of a picture; null: the first letters of its name. */
  readonly logoLetters: string | null;
  /** SHA-256 of its picture in hexadecimal, or null. */
  readonly logoHash: string | null;
  readonly issuer: string;
  readonly clientId: string;
  /**
   * Sealed for this row's id; the application opens it. Null if the client authenticates with a key and no secret was
   * set.
   */
  readonly clientSecretSealed: string | null;
  /** Null if it was set before this date was recorded. */
  readonly clientSecretSetAt: Date | null;
  /** The origin of the token endpoint that the secret is for. Null: of the first one that it will be sent to. */
  readonly clientSecretOrigin: string | null;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly tokenAuthMethod: (typeof tokenAuthMethods)[number];
  /** How the answer comes back: in the address, or as a form that the browser posts. */
  readonly responseMode: (typeof responseModes)[number];
  /** The one algorithm that ID tokens and logout tokens may have; null: what its metadata lists. */
  readonly tokenAlgorithm: string | null;
  /** Additional parameters of the authorization request, as a query. */
  readonly authorizationParameters: string;
  /** For an issuer that is a template: ids of the tenants that may sign in, separated by spaces; empty for all. */
  readonly tenants: string;
  readonly jitMode: (typeof jitModes)[number];
  /** The notice for people who are not asked, also while the provider asks or is off; null if none was ever written. */
  readonly notice: ProviderNotice | null;
  readonly syncPolicy: (typeof syncPolicies)[number];
  readonly purposesMode: (typeof purposesModes)[number];
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes: readonly string[];
  /** What new people must fulfil before they are asked, in this order. */
  readonly conditions: readonly AccountCondition[];
  /** Email domains by which people find it on the sign-in page. */
  readonly domains: readonly string[];
  /** The address where people correct their details. */
  readonly accountUrl: string | null;
  readonly enabled: boolean;
  readonly position: number;
  /** Increases with each change. */
  readonly revision: number;
  readonly mappings: readonly ClaimMapping[];
}

type Written =
  | "position"
  | "notice"
  | "logoHash"
  | "purposes"
  | "conditions"
  | "domains"
  | "revision"
  | "clientSecretSetAt"
  | "clientSecretOrigin";

export interface ProviderInput extends Omit<IdentityProvider, Written> {
  /** Where a new secret may go; the first token endpoint that it is sent to if missing. A stored one keeps its own. */
  readonly clientSecretOrigin?: string | null;
  /** Last in the order if missing. */
  readonly position?: number;
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes?: readonly string[];
  readonly conditions?: readonly AccountCondition[];
  /** Email domains by which people find it, as `readDomain` returns them. */
  readonly domains?: readonly string[];
  /** The notice for people who are not asked; unchanged if missing. */
  readonly notice?: ProviderNotice | null;
  /** A first key, for a provider without one. */
  readonly firstKey?: NewProviderKey;
}
