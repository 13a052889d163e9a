import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { discover } from "@assent/federation/discovery";
import { readIdentity } from "@assent/federation/identity";
import { verifyIdToken } from "@assent/federation/id-token";
import type { Account } from "next-auth";
import { providerFetch } from "../protocol/provider-config";
import { idTokenOf } from "../protocol/token-answer";
import { testProblem } from "./test-problem";
import { allowedTenants } from "../protocol/tenants";
import type { TestSignInResult } from "./test-sign-in";

export interface TestStep {
  readonly name: "metadata" | "answer" | "code" | "id-token" | "userinfo";
  readonly ok: boolean;
  /** How long it took; null for what happened at the provider. */
  readonly ms: number | null;
}

/** The checks of the gate, one step at a time. Nothing is stored. */
export async function verifyTestAnswer(
  provider: IdentityProvider,
  account: Account,
  before: readonly TestStep[],
): Promise<TestSignInResult> {
  const steps = [...before];
  const { issuer, clientId } = provider;
  const input = {
    clientId,
    idToken: idTokenOf(account),
    accessToken: account.access_token ?? "",
    tenants: allowedTenants(provider),
    algorithm: provider.tokenAlgorithm,
    fetch: providerFetch(),
  };
  let began = performance.now();
  try {
    const metadata = await discover(issuer, input.fetch);
    await verifyIdToken({ ...input, metadata });
    steps.push({ name: "id-token", ok: true, ms: performance.now() - began });
    began = performance.now();
    // Userinfo is checked against the ID token and merged, as for the gate.
    const { claims } = await readIdentity({ ...input, issuer });
    if (metadata.userinfo_endpoint) steps.push({ name: "userinfo", ok: true, ms: performance.now() - began });
    return { steps, problem: null, said: null, claims };
  } catch (error) {
    const name = steps.at(-1)?.name === "id-token" ? "userinfo" : "id-token";
    steps.push({ name, ok: false, ms: performance.now() - began });
    const found = testProblem(error);
    // The metadata was readable just before, so the keys are not JSON.
    const problem = found === "metadata" ? "signature" : found;
    return { steps, problem: name === "userinfo" ? "userinfo" : problem, said: null, claims: null };
  }
}
