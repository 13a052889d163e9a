import "server-only";
import { type LogoutNotice, removeLogoutNotice, takeLogoutNotices } from "@assent/database/applications/logout-notices";
import { newLogoutToken } from "@assent/federation/new-logout-token";
import type { JWK } from "oidc-provider";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { describeError, log } from "@/platform/log";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { readOidcKeys } from "./keys";

/** Milliseconds between two checks for due notices. */
const pause = 3000;
const batch = 20;
/** Within three hours, after which most sessions of the application have expired. */
const maxAttempts = 8;

/** Tells applications that sessions have ended, for as long as this process runs. The sign-out does not wait for it. */
export function startLogoutSender(): void {
  let running = false;
  const run = async () => {
    if (running) return;
    running = true;
    await sendDueLogouts().catch((error: unknown) => log("error", "logout-notices-failed", describeError(error)));
    running = false;
  };
  // The timer must not keep the process alive when it should end.
  setInterval(() => void run(), pause).unref();
}

async function sendDueLogouts(): Promise<void> {
  const notices = await takeLogoutNotices(database().orm, batch);
  if (notices.length === 0) return;
  const keys = await readOidcKeys(new Date());
  await Promise.all(
    notices.map((notice) => {
      const key = keys.find(({ alg }) => alg === notice.algorithm);
      if (!key) throw new Error("There is no key for logout tokens");
      return tell(notice, key);
    }),
  );
}

async function tell(notice: LogoutNotice, key: JWK): Promise<void> {
  const { id, clientId, address, attempts } = notice;
  if (address === null || (await isAccepted(notice, address, key))) return removeLogoutNotice(database().orm, id);
  if (attempts < maxAttempts) return;
  log("warn", "logout-notice-given-up", { application: clientId });
  await removeLogoutNotice(database().orm, id);
}

/**
 * OpenID Connect Back-Channel Logout 1.0, sections 2.5 and 2.8. The address is requested by the same rules as a
 * provider.
 */
async function isAccepted(notice: LogoutNotice, address: string, key: JWK): Promise<boolean> {
  const { clientId, sid, subject } = notice;
  try {
    const token = await newLogoutToken(key, { issuer: env().origin, clientId, sid, subject, now: new Date() });
    const response = await providerFetch()(address, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ logout_token: token }),
    });
    if (response.ok) return true;
    log("info", "logout-notice-refused", { application: clientId, code: String(response.status) });
  } catch (error) {
    log("info", "logout-notice-failed", { application: clientId, ...describeError(error) });
  }
  return false;
}
