import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { ClaimMapping } from "@assent/consent/claims/claim-mapping";
import type { NoticeInput } from "@assent/consent/request/notice-input";
import type { NewProviderKey } from "./provider-keys.ts";
import type { jitModes, purposesModes, syncPolicies, tokenAuthMethods } from "../schema/identity-provider.ts";

/** The notice of a provider in the language it is written in, BCP 47. */
export interface ProviderNotice extends NoticeInput {
  readonly language: string;
}

/** An OpenID Connect connection with its claim mapping. */
export interface IdentityProvider {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  readonly name: string;
  /** A line under its button, for people who have to choose. */
  readonly hint: string | null;
  /** What stands for it where it has no picture; the first letters of its name when null. */
  readonly logoLetters: string | null;
  /** SHA-256 of its picture, or null. */
  readonly logoHash: string | null;
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed for this row's id; the application opens it. Null where a key says who we are and no secret was set. */
  readonly clientSecretSealed: string | null;
  /** Null for one that was set before this was written down. */
  readonly clientSecretSetAt: Date | null;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly tokenAuthMethod: (typeof tokenAuthMethods)[number];
  /** What the authorization request carries besides its own parameters, as a query. */
  readonly authorizationParameters: string;
  /** Of an issuer that is a template: ids of the tenants that are let in, with spaces between them; all, when empty. */
  readonly tenants: string;
  readonly jitMode: (typeof jitModes)[number];
  /** What people are told where nobody is asked, also while it asks or is off; null where nothing was ever written. */
  readonly notice: ProviderNotice | null;
  readonly syncPolicy: (typeof syncPolicies)[number];
  readonly purposesMode: (typeof purposesModes)[number];
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes: readonly string[];
  /** What somebody new must fulfil to be asked at all, in this order. */
  readonly conditions: readonly AccountCondition[];
  /** E-mail domains that lead to it on the sign-in page. */
  readonly domains: readonly string[];
  /** Where people correct their details. */
  readonly accountUrl: string | null;
  readonly enabled: boolean;
  readonly position: number;
  /** Goes up with each change. */
  readonly revision: number;
  readonly mappings: readonly ClaimMapping[];
}

type Written =
  "position" | "notice" | "logoHash" | "purposes" | "conditions" | "domains" | "revision" | "clientSecretSetAt";

export interface ProviderInput extends Omit<IdentityProvider, Written> {
  /** Last in the order when left out. */
  readonly position?: number;
  /** Ids of the purposes it asks, when `purposesMode` is "chosen". */
  readonly purposes?: readonly string[];
  readonly conditions?: readonly AccountCondition[];
  /** E-mail domains that lead to it, as `readDomain` writes them. */
  readonly domains?: readonly string[];
  /** What people are told where nobody is asked; left as it is when left out. */
  readonly notice?: ProviderNotice | null;
  /** A key to begin with, for one that has none yet. */
  readonly firstKey?: NewProviderKey;
}
