import "server-only";
import { type Interaction, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import { continuePath } from "@/platform/links/continue-path";
import { sessionTokenHash } from "@/platform/session/session-token";
import { applicationOf } from "./client-adapter";
import { entryOf } from "./entry";
import { readSession } from "./session-read";

/** Where an authorization request waits for a person. */
export const pathOfRequest = ({ uid, params }: Pick<Interaction, "uid" | "params">): string =>
  continuePath(uid, String(params["client_id"]));

const { base, Check, Prompt } = interactionPolicy;

/** The prompt by which a person can sign in with another account: OpenID Connect Core 1.0, section 3.1.2.1. */
export const chooseAccount = "select_account";

/**
 * When a request has to wait: for a sign-in, by the library's rules, and for purposes of this application that were
 * never decided. Scopes need no agreement, so the library's own questions about them are removed.
 */
export function askPolicy() {
  const policy = base();
  // After the sign-in, which answers it too if there is no session.
  policy.add(new Prompt({ name: chooseAccount, requestable: true }), 1);
  const consent = policy.get("consent");
  for (const reason of [
    "native_client_prompt",
    "op_scopes_missing",
    "op_claims_missing",
    "rs_scopes_missing",
    "rar_prompt",
  ]) {
    consent?.checks.remove(reason);
  }
  consent?.checks.add(
    new Check("purposes_undecided", "purposes of this application were not decided", "consent_required", isUndecided),
  );
  return policy;
}

/** Once a person returns from the question, its result is known; checking again would ask forever. */
async function isUndecided(ctx: KoaContextWithOIDC): Promise<boolean> {
  const { account, client, result, session } = ctx.oidc;
  if (!account || !client || !session?.jti || result?.consent) return Check.NO_NEED_TO_PROMPT;
  const tokenHash = sessionTokenHash(session.jti);
  const own = await readSession(tokenHash);
  const coming = { tokenHash, userId: account.accountId, providerId: own?.providerId ?? null };
  const entry = await entryOf(coming, applicationOf(client));
  return entry === "open" ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
}
