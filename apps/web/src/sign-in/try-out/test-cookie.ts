import "server-only";
import { sealedCookie } from "@/platform/session/sealed-cookie";

export type TestOrigin = "/admin/identity-providers" | "/setup/provider";

/** A test sign-in under way, in the browser of the administrator who began it. It holds no claim and no token. */
export interface TestRun {
  /** 128 random bits, for one use. */
  readonly id: string;
  readonly providerId: string;
  /** The session or the set-up link that began it, as the database knows it: nobody else may see what comes of it. */
  readonly holder: string;
  /** The pages it belongs to: those of the administration or of the set-up. */
  readonly origin: TestOrigin;
  /** SHA-256 of the `state` that the provider was sent, by which its answer is told from that to a sign-in. */
  readonly stateHash: string;
  /** The query of the provider's answer; null until it has come. */
  readonly answer: string | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const lifetime = 10 * 60_000;
const remembered = 60 * 60_000;
const cookie = sealedCookie<TestRun>("test", "assent test sign-in v1");

/** Past its ten minutes a test is remembered a while, so that an answer which comes late is told from one to a sign-in. */
export const isTestOver = ({ startedAt }: TestRun) => Date.now() > startedAt + lifetime;

/** Returns false when it does not fit, and then nothing is set. */
export const writeTest = (run: TestRun) => cookie.write(run, new Date(run.startedAt + remembered));
export const readTest = () => cookie.read();
