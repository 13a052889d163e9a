import "server-only";
import { createHmac } from "node:crypto";
import { countAttempt } from "@assent/database/users/sign-in-attempts";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { countedNetwork } from "@/platform/client-address";
import { requestHeaders } from "@/platform/request";

const windowSeconds = 600;
/**
 * The most attempts for one network at one provider within ten minutes. A lecture hall behind one address makes fewer;
 * guessing codes or filling the provider's log takes more. A provider sends the logout messages of all people from one
 * address: ten a second. A verifier of receipts can have many, and an auditor of the ledger asks for more proofs.
 */
const maxAttempts = { start: 300, answer: 300, posted: 300, logout: 6000, verify: 300, ledger: 600 };

/** Counts this attempt, and says whether its network has made too many at this provider. */
export async function isTooMany(what: keyof typeof maxAttempts, slug = ""): Promise<boolean> {
  const network = countedNetwork(await requestHeaders(), env().trustedProxies);
  const window = Math.floor(Date.now() / 1000 / windowSeconds);
  const keyHash = createHmac("sha256", env().secret)
    .update(JSON.stringify(["sign-in attempt", what, slug, network, window]))
    .digest("hex");
  return (await countAttempt(database().orm, { keyHash, keptFor: 2 * windowSeconds })) > maxAttempts[what];
}
