import "server-only";
import { grantAdministrationTo } from "@assent/database/users/admin-grant";
import { type DecisionResult, decideAgain, postpone } from "@assent/database/provisioning/decide-again";
import { closeAccount } from "@assent/database/provisioning/close-account";
import { database } from "@/platform/database";
import { readAdminGrant } from "@/platform/session/admin-grant-cookie";
import { handOverReceipt } from "@/platform/session/closing-receipt-cookie";
import { grantedKeys, pickValues, signingInOf } from "../pending/sent-values";
import { endOwnSession } from "../protocol/sign-out";
import type { ExistingAccount, Provision } from "./decide-form";
import { type Answered, decisionRecord, finish, firstAdminPage, pendingKey, storeAndEnter } from "./decision-steps";
import { afterClosing } from "./endings";

/** Stores the decision about the new questions, and begins the session. */
export const saveDecision = (answered: Answered, account: ExistingAccount, outcome: Provision): Promise<string> =>
  enterWith(answered, account, (entry) => decideAgain(database(), { ...entry, ...decisionRecord(answered, outcome) }));

/** Begins the session without a decision. Nothing is recorded; what was granted before follows the provider. */
export const postponeDecision = (answered: Answered, account: ExistingAccount): Promise<string> =>
  enterWith(answered, account, (entry) => postpone(database(), entry));

function enterWith(
  answered: Answered,
  { userId, consentState }: ExistingAccount,
  store: (entry: Parameters<typeof postpone>[1]) => Promise<DecisionResult>,
): Promise<string> {
  const { prompt } = answered;
  return storeAndEnter(
    answered,
    (session) =>
      store({
        pending: pendingKey(prompt),
        userId,
        signingIn: signingInOf(prompt.provider, prompt.pending.unusable),
        applicationId: prompt.application?.id ?? null,
        sent: pickValues(prompt.pending.values, grantedKeys(consentState)),
        session,
      }),
    async () => {
      const right = await readAdminGrant();
      const granted = right !== null && (await grantAdministrationTo(database(), { userId, right })).ok;
      return granted ? firstAdminPage(right) : "/";
    },
  );
}

/** Closes the account of a person who refuses what it now needs. */
export async function closeAccountInstead(answered: Answered, { userId }: ExistingAccount): Promise<string> {
  const closed = await closeAccount(database(), { userId, pending: pendingKey(answered.prompt) });
  const ending = afterClosing(closed);
  if (ending.kind === "leave") await endOwnSession();
  if (closed.ok) await handOverReceipt(closed.receiptId);
  return finish(answered, ending);
}
