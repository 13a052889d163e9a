import type { LegalBasis } from "@assent/consent/purpose/purpose";
import { type ReceiptKind, type RecordState, stateAsSaid } from "@assent/consent/receipt/receipt-record";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { Icon } from "@/ui/Icon";
import { DateTime } from "@/ui/table/DateTime";
import { shortId } from "@/ui/table/references";

interface RecordLine {
  readonly decidedAt: Date;
  readonly receiptNumber: string;
  readonly kind: ReceiptKind;
  readonly providerName: string | null;
  readonly purposeId: string;
  readonly purpose: string;
  readonly version: number;
  readonly attribute: string;
  readonly label: string;
  readonly mandatory: boolean;
  readonly basis: LegalBasis;
  readonly state: RecordState;
  readonly source: "provider" | "self" | "default" | null;
  readonly userId: string | null;
}

/** The name of a message: what the receipt says about the detail. */
function whatHappened({ kind, state, basis }: RecordLine) {
  if (state === "ended") return kind === "expiry" ? "expired" : kind === "closing" ? "closing" : "purpose-end";
  if (kind === "withdrawal" && state === "denied") return "withdrawn";
  return stateAsSaid(basis, state);
}

/** Decisions, newest first. The number of the receipt links to the exact text that was shown. */
export async function RecordTable({ records }: { readonly records: readonly RecordLine[] }) {
  const t = await getTranslations("admin-records");
  const columns = ["receipt", "decided", "purpose", "attribute", "decision", "provider", "user"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {records.map((record) => (
        <RecordRow
          key={`${record.receiptNumber} ${record.purposeId} ${record.version} ${record.attribute}`}
          record={record}
        />
      ))}
    </ListTable>
  );
}

async function RecordRow({ record }: { readonly record: RecordLine }) {
  const t = await getTranslations("admin-records");
  const { receiptNumber, decidedAt, basis, purpose, version, label, mandatory, state, source, userId } = record;
  const decision = whatHappened(record);
  return (
    <tr>
      <th scope="row">
        <Link className="mono" href={`/admin/receipts/${receiptNumber}`} prefetch={false}>
          {receiptNumber}
        </Link>
      </th>
      <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.decided")}>
        <DateTime at={decidedAt} precise />
      </td>
      <td data-column={t("column.purpose")}>
        {purpose}
        <small>{t("version", { number: version })}</small>
      </td>
      <td data-column={t("column.attribute")}>
        {label}
        <small>{t(basis !== "consent" ? "notice" : mandatory ? "mandatory" : "optional")}</small>
      </td>
      <td className="sm:whitespace-nowrap" data-column={t("column.decision")}>
        <span className="inline-flex items-center gap-1.5">
          <Icon name={state === "granted" ? "check" : "minus"} small tone={state === "granted" ? "success" : "muted"} />
          {t(`decision.${decision}`)}
        </span>
        {(source === "self" || source === "default") && <small>{t(source)}</small>}
      </td>
      <td data-column={t("column.provider")}>
        {record.providerName ?? <span className="text-muted">{t("none")}</span>}
      </td>
      <td className="sm:whitespace-nowrap" data-column={t("column.user")}>
        {userId ? (
          <Link className="mono" href={`/admin/users/${userId}`} prefetch={false}>
            {shortId(userId)}
          </Link>
        ) : (
          <span className="text-muted">{t("closed")}</span>
        )}
      </td>
    </tr>
  );
}
