import "server-only";
import { sealedCookie } from "@/platform/session/sealed-cookie";

export type TestOrigin = "/admin/identity-providers" | "/setup/provider";

/** A test sign-in that has begun, in a sealed cookie. It contains no claim and no token. */
export interface TestRun {
  /** 128 random bits, for one use. */
  readonly id: string;
  readonly providerId: string;
  /** The hash of the session or set-up link that began it. Only its holder may see the result. */
  readonly holder: string;
  /** Where it began: in the administration or in the set-up. */
  readonly origin: TestOrigin;
  /** SHA-256 of the `state` that the provider was sent. It distinguishes this answer from a sign-in's. */
  readonly stateHash: string;
  /** The query of the provider's answer; null until it has come. */
  readonly answer: string | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const lifetime = 10 * 60_000;
const remembered = 60 * 60_000;
const cookie = sealedCookie<TestRun>("test", "assent test sign-in v1");

/** The cookie outlives the ten minutes of a test, so that a late answer is not mistaken for a sign-in's. */
export const isTestOver = ({ startedAt }: TestRun) => Date.now() > startedAt + lifetime;

/** Returns false, and sets nothing, if it does not fit into a cookie. */
export const writeTest = (run: TestRun) => cookie.write(run, new Date(run.startedAt + remembered));
export const readTest = () => cookie.read();
