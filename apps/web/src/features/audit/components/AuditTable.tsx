import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ListTable } from "@/ui/table/ListTable";
import { type AuditDetails, changesOf } from "./audit-changes";
import { DateTime } from "@/ui/table/DateTime";
import { shortId } from "@/ui/table/references";

interface Person {
  readonly pseudonym: string;
  readonly userId: string | null;
}

interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly type: string;
  readonly typeText: string;
  readonly actor: Person | null;
  readonly subject: Person | null;
  readonly purposeId: string | null;
  readonly purpose: string | null;
  readonly provider: string | null;
  readonly receiptNumber: string | null;
  readonly details: AuditDetails;
  /** The address that the change came from; null if it is not known. */
  readonly address: string | null;
  /** The path of the list of all changes from the same address. */
  readonly sameAddress: string;
}

/** Administrative changes, newest first: what was changed, before and after, and who changed it. */
export async function AuditTable({ entries }: { readonly entries: readonly AuditLine[] }) {
  const t = await getTranslations("admin-audit");
  const columns = ["type", "at", "about", "changes", "actor", "address", "result"] as const;
  return (
    <ListTable caption={t("caption")} columns={columns.map((column) => t(`column.${column}`))}>
      {entries.map((entry) => (
        <tr key={entry.id}>
          <th scope="row">{entry.typeText}</th>
          <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.at")}>
            <DateTime at={entry.at} precise />
          </td>
          <td data-column={t("column.about")}>
            <About entry={entry} />
          </td>
          <td data-column={t("column.changes")}>
            <Changes entry={entry} />
          </td>
          <td className="sm:whitespace-nowrap" data-column={t("column.actor")}>
            {entry.actor ? <PersonReference person={entry.actor} /> : t("system")}
          </td>
          <td className="sm:whitespace-nowrap" data-column={t("column.address")}>
            {entry.address === null ? (
              <span className="text-muted">{t("nothing")}</span>
            ) : (
              <Link className="mono" href={entry.sameAddress} prefetch={false}>
                <bdi>{entry.address}</bdi>
              </Link>
            )}
          </td>
          <td data-column={t("column.result")}>{t("done")}</td>
        </tr>
      ))}
    </ListTable>
  );
}

async function About({ entry }: { readonly entry: AuditLine }) {
  const t = await getTranslations("admin-audit");
  const { subject, purpose, purposeId, provider, receiptNumber } = entry;
  const parts = [
    purposeId &&
      (purpose === null ? (
        <span className="text-muted">{t("gone")}</span>
      ) : (
        <Link href={`/admin/purposes/${purposeId}`} prefetch={false}>
          {purpose}
        </Link>
      )),
    provider,
    subject && <PersonReference person={subject} />,
    receiptNumber && (
      <Link className="mono" href={`/admin/receipts/${receiptNumber}`} prefetch={false}>
        {receiptNumber}
      </Link>
    ),
  ].filter(Boolean);
  if (parts.length === 0) return <span className="text-muted">{t("nothing")}</span>;
  return parts.map((part, index) => (
    <span className="block [&>small]:block [&>span]:block" key={index}>
      {part}
    </span>
  ));
}

/** Names a person by a short id that links to the account, as records do. A closed account has none. */
async function PersonReference({ person: { userId } }: { readonly person: Person }) {
  const t = await getTranslations("admin-audit");
  if (userId === null) return <span className="text-muted">{t("closed")}</span>;
  return (
    <Link className="mono" href={`/admin/users/${userId}`} prefetch={false}>
      {shortId(userId)}
    </Link>
  );
}

async function Changes({ entry: { type, details } }: { readonly entry: AuditLine }) {
  const t = await getTranslations("admin-audit");
  const changes = changesOf(type, details);
  if (changes.length === 0) return <span className="text-muted">{t("nothing")}</span>;
  const nameOf = (name: string) => (t.has(`detail.${name}`) ? t(`detail.${name}`) : name);
  const valueOf = (name: string, value: string) =>
    t.has(`value.${name}.${value}`) ? t(`value.${name}.${value}`) : value;
  return (
    <dl className="grid gap-0.5 text-12 text-muted">
      {changes.map(({ name, before, after }) => (
        <div key={name}>
          <dt className="inline wrap-anywhere">{t("named", { name: nameOf(name) })} </dt>
          <dd className="inline wrap-anywhere text-text">
            {before === null ? (
              <bdi>{valueOf(name, after)}</bdi>
            ) : (
              t.rich("beforeAfter", {
                before: () => <bdi>{before === "" ? t("empty") : valueOf(name, before)}</bdi>,
                after: () => <bdi>{after === "" ? t("empty") : valueOf(name, after)}</bdi>,
              })
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
