import type { useTranslations } from "next-intl";
import { datesOf } from "@/platform/i18n/dates";
import type { VerifyAnswer } from "../components/VerifyForm";
import type { CheckedReceipt, ReceiptCheck } from "./receipt-check";
import { effectFacts, recordFacts, timeName } from "./record-facts";

type Words = ReturnType<typeof useTranslations<"verify">>;

/** What a check without the organisation found, in words; in a browser and on the server. */
export function checkAnswer(check: ReceiptCheck, t: Words, language: string): VerifyAnswer {
  if (!check.ok) return { tone: "bad", title: t(`offline.problem.${check.problem}`), facts: [] };
  const { number, kid, decidedAt, signedAt, ledger } = check.receipt;
  const { moment } = datesOf(language);
  return {
    tone: "good",
    title: t("offline.genuine"),
    text: t("offline.genuineText"),
    facts: [
      { name: t("number"), text: number },
      ...recordFacts(check.receipt, t),
      { name: timeName(check.receipt, t), text: t("utc", { moment: moment(new Date(decidedAt)) }) },
      { name: t("signed"), text: t("utc", { moment: moment(new Date(signedAt * 1000)) }) },
      { name: t("key"), text: kid },
      ...ledgerFacts(ledger, t, language),
      ...effectFacts(check.receipt, t),
    ],
  };
}

/** Where a receipt is in the signed ledger, and which witnesses signed that. */
export function ledgerFacts(ledger: CheckedReceipt["ledger"], t: Words, language: string): VerifyAnswer["facts"] {
  if (!ledger) return [];
  const { seq, size, origin, isNamed, witnesses, timestamp } = ledger;
  const { moment } = datesOf(language);
  return [
    { name: t("offline.place"), text: t(isNamed ? "offline.placeText" : "offline.placeById", { seq, size, origin }) },
    ...witnesses.map(({ name, time }) => ({
      name: t("offline.witness", { name }),
      text: t("utc", { moment: moment(new Date(time * 1000)) }),
    })),
    ...(timestamp
      ? [
          {
            name: t("offline.timestamp", { name: timestamp.by }),
            text: t(timestamp.isTrusted ? "offline.timestampText" : "offline.timestampUnknown", {
              moment: moment(timestamp.at),
            }),
          },
        ]
      : []),
  ];
}
