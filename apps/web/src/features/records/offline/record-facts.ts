import { decisionKinds } from "@assent/consent/receipt/receipt-record";
import type { SignedReceiptClaims } from "@assent/consent/receipt/receipt-signed";

/** The messages of /verify, in a page, in a browser and in a command. */
type Words = (key: string, values?: Record<string, string>) => string;
type Facts = readonly { readonly name: string; readonly text: string }[];

/** What a signed receipt records: of which kind it is, who acted, and what happened to each detail. */
export type SignedRecord = Pick<SignedReceiptClaims, "kind" | "actor" | "collectionMethod" | "asked">;

/** Of which kind, and who acted, if it says so: earlier receipts do not. */
export function recordFacts(record: SignedRecord, t: Words): Facts {
  const what = t(`record.kind.${kindOf(record)}`);
  const { actor, collectionMethod } = record;
  return [
    { name: t("record.what"), text: collectionMethod === "restored" ? t("record.repeated", { what }) : what },
    ...(actor ? [{ name: t("record.who"), text: t(`record.by.${actor.channel ?? actor.kind}`) }] : []),
  ];
}

/** What it did to each detail. `known`: those of which the current state is shown, which says more. */
export function effectFacts(
  { asked }: SignedRecord,
  t: Words,
  known: (item: { readonly versionId: string; readonly attribute: string }) => boolean = () => false,
): Facts {
  return asked.flatMap(({ effect, label, purpose, ...item }) =>
    effect === null || known(item)
      ? []
      : [{ name: t("granted", { label, purpose }), text: t(`record.effect.${effect}`) }],
  );
}

/** The name of its time: of a decision, or of what happened without one. */
export const timeName = ({ kind }: SignedRecord, t: Words): string =>
  t(decisionKinds.some((one) => one === kind) ? "decided" : "record.when");

/** Someone who agrees again, or takes back what they had agreed to, was asked before. */
function kindOf({ kind, asked }: SignedRecord): SignedRecord["kind"] | "consent-again" {
  const isAgain = asked.some(({ effect }) => effect === "renewed" || effect === "withdrawn");
  return kind === "consent" && isAgain ? "consent-again" : kind;
}
