import "server-only";
import { openToken, sealToken } from "@assent/crypto/seal";
import { env } from "../env";
import { cookieNames, cookieOptions } from "./cookies";
import { requestCookies } from "../request";

/** Browsers accept 4 KB for each cookie (RFC 6265, section 6.1). */
export const maxCookieBytes = 3800;

/**
 * A sealed cookie that carries data through a sign-in in one browser. Each has its own purpose, so that it is not
 * accepted in place of another. Like every cookie, it can be written and cleared in actions and route handlers only.
 */
export function sealedCookie<Payload extends object>(
  name: "setup" | "test" | "connect" | "try" | "rights" | "closing",
  purpose: string,
) {
  return {
    /** Returns false if the payload does not fit; then nothing is set. */
    async write(payload: Payload, expiresAt: Date): Promise<boolean> {
      const sealed = await sealToken(payload, { secret: env().secret, purpose, expiresAt });
      if (sealed.length > maxCookieBytes) return false;
      (await requestCookies()).set(cookieNames()[name], sealed, { ...cookieOptions(), expires: expiresAt });
      return true;
    },
    /** Null if there is no cookie, or it has expired or was not sealed by us. */
    async read(): Promise<Payload | null> {
      const sealed = (await requestCookies()).get(cookieNames()[name])?.value;
      if (!sealed) return null;
      const opened = await openToken<Payload>(sealed, { ...env().seal, purpose, now: new Date() });
      return opened.ok ? opened.payload : null;
    },
    async clear(): Promise<void> {
      const jar = await requestCookies();
      const own = cookieNames()[name];
      if (jar.has(own)) jar.set(own, "", { ...cookieOptions(), maxAge: 0 });
    },
  };
}
