import "server-only";
import { setupLinkLifetime } from "@/server/new-setup-link";
import { sealedCookie } from "./sealed-cookie";

/**
 * Carries the set-up link through the sign-in that makes the first administrator: whoever opened the link in this
 * browser, and no one else, may become it. The link itself is used up by the transaction that gives the role, and with it
 * this proof, which lives no longer than a link.
 */
export interface SetupRight {
  readonly tokenHash: string;
}

const cookie = sealedCookie<SetupRight>("setup", "assent set-up v1");

export async function writeSetup(right: SetupRight): Promise<void> {
  await cookie.write(right, new Date(Date.now() + setupLinkLifetime));
}

export const readSetup = () => cookie.read();
export const clearSetup = () => cookie.clear();
