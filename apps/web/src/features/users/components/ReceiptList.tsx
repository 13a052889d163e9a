import type { ReceiptKind } from "@assent/consent/receipt/receipt-record";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon, type IconName } from "@/ui/Icon";
import { DateTime } from "@/ui/table/DateTime";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

interface Line {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly decidedAt: Date;
  readonly granted: number;
  readonly asked: number;
}

/** A tick is for what was agreed to or told. */
const marks: Readonly<Record<ReceiptKind, IconName>> = {
  ...{ consent: "check", notice: "check", correction: "check" },
  ...{ withdrawal: "minus", expiry: "clock", "purpose-end": "minus", closing: "minus" },
};

interface ReceiptListProps {
  readonly receipts: readonly Line[];
  /** The receipts of a closed account are kept, and nothing says which they are. */
  readonly closed: boolean;
}

/** The receipts of one person, newest first. */
export async function ReceiptList({ receipts, closed }: ReceiptListProps) {
  const t = await getTranslations("admin.user");
  return (
    <Panel id="receipts" title={t("receipts")} note={receipts.length > 0 && receipts.length}>
      {receipts.length === 0 ? (
        <p className="panel-body text-muted">{t(closed ? "unlinked" : "receiptsNone")}</p>
      ) : (
        <ol>
          {receipts.map(({ number, kind, decidedAt, granted, asked }) => (
            <Entry key={number} by="icon" mark={<Icon name={marks[kind]} tone="muted" />}>
              <Link
                className="mono inline-flex min-h-6 items-center"
                href={`/admin/receipts/${number}`}
                prefetch={false}
              >
                {number}
              </Link>
              <p className="text-muted">
                <DateTime at={decidedAt} />. {t(`receiptKind.${kind}`, { granted, asked })}
              </p>
            </Entry>
          ))}
        </ol>
      )}
    </Panel>
  );
}
