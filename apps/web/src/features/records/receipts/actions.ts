"use server";

import { getLocale, getTranslations } from "next-intl/server";
import * as z from "zod/mini";
import { datesOf } from "@/platform/i18n/dates";
import { guardedAction } from "@/platform/action";
import { ExpectedError, type Refusal } from "@/platform/result";
import { isTooMany } from "@/sign-in/protocol/attempt-limit";
import { checkingKeys } from "../checkpoints/queries";
import { checkAnswer, ledgerFacts } from "../offline/check-answer";
import { checkReceipt, type ReceiptCheck } from "../offline/receipt-check";
import { effectFacts, recordFacts, timeName } from "../offline/record-facts";
import { type ReceiptVerification, receiptToVerify, verifyReceipt } from "./verification";
import type { VerifyAnswer, VerifyState } from "../components/VerifyForm";

/** In characters. A proof with 64 witnesses is smaller. */
const maxProofLength = 16 * 1024;

const verified = guardedAction({
  role: "anyone",
  input: z.extend(receiptToVerify, { proof: z.string().check(z.maxLength(maxProofLength, "too-large")) }),
  async run(_context, { receipt, proof }) {
    if (await isTooMany("verify")) throw new ExpectedError("too-many");
    const [verification, check] = await Promise.all([verifyReceipt(receipt), proven(receipt, proof)]);
    return { verification, check };
  },
});

/** Whether the receipt is in our signed ledger; null without a proof. */
async function proven(receipt: string, proof: string): Promise<ReceiptCheck | null> {
  if (proof.trim() === "") return null;
  return checkReceipt({ receipt, proof, ...(await checkingKeys()), checkpoint: "" });
}

/** Verifies a pasted receipt. It changes nothing; the receipt is not shown again and is not in an address. */
export async function verifyReceiptAction({ attempt }: VerifyState, data: FormData): Promise<VerifyState> {
  const result = await verified({ receipt: data.get("receipt"), proof: data.get("proof") ?? "" });
  return { attempt: attempt + 1, answer: result.ok ? await answerWith(result.value) : await failureOf(result) };
}

async function failureOf(result: Refusal): Promise<VerifyAnswer> {
  const t = await getTranslations("verify.failures");
  const [problem] = Object.values(result.fields ?? {});
  if (problem === "missing" || problem === "too-large") return { tone: "bad", title: t(problem), facts: [] };
  if (result.code === "unexpected")
    return { tone: "bad", title: t("unexpected", { reference: result.reference ?? "" }), facts: [] };
  return { tone: "bad", title: t(result.code === "too-many" ? "too-many" : "not-allowed"), facts: [] };
}

interface Verified {
  readonly verification: ReceiptVerification;
  readonly check: ReceiptCheck | null;
}

/** A proof that does not hold is what matters, even if the receipt itself is genuine. */
async function answerWith({ verification, check }: Verified): Promise<VerifyAnswer> {
  const answer = await answerOf(verification);
  if (!check || !verification.valid) return answer;
  const [t, language] = await Promise.all([getTranslations("verify"), getLocale()]);
  if (!check.ok) return checkAnswer(check, t, language);
  return { ...answer, facts: [...answer.facts, ...ledgerFacts(check.receipt.ledger, t, language)] };
}

async function answerOf(verification: ReceiptVerification): Promise<VerifyAnswer> {
  const [t, language] = await Promise.all([getTranslations("verify"), getLocale()]);
  if (!verification.valid) return { tone: "bad", title: t("invalid"), text: t("invalidText"), facts: [] };
  const { number, key, decidedAt, signedAt, record, status } = verification;
  const { moment } = datesOf(language);
  const facts = [
    { name: t("number"), text: number },
    ...recordFacts(record, t),
    { name: timeName(record, t), text: t("utc", { moment: moment(decidedAt) }) },
    { name: t("signed"), text: t("utc", { moment: moment(signedAt) }) },
    { name: t("key"), text: key },
  ];
  if (!status)
    return { tone: "doubt", title: t("unknown"), text: t("unknownText"), facts: [...facts, ...effectFacts(record, t)] };
  const live = status.grants.filter(({ state }) => state === "live").length;
  const told = status.kind === "notice";
  const begins = told || status.kind === "consent";
  const states = { account: status.account, live, granted: status.grants.length };
  const hasState = (item: { versionId: string; attribute: string }) =>
    status.grants.some(({ versionId, attribute }) => versionId === item.versionId && attribute === item.attribute);
  return {
    // A receipt of an end gives nothing that could be in effect.
    tone: (live > 0 || !begins) && status.account === "active" ? "good" : "doubt",
    title: t("valid"),
    text: t(`account.${status.account}`),
    facts: [
      ...facts,
      ...effectFacts(record, t, hasState),
      ...(!begins
        ? []
        : [
            told
              ? { name: t("told.grants"), text: t("told.grantsText", states) }
              : { name: t("grants"), text: t("grantsText", states) },
          ]),
      ...status.grants.map(({ purpose, label, state }) => ({
        name: t("granted", { label, purpose }),
        text: t(told && (state === "live" || state === "superseded") ? `told.${state}` : `states.${state}`),
      })),
    ],
  };
}
