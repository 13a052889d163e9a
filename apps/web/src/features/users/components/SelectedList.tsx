import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { SelectedAccount } from "../queries";
import { shortId } from "@/ui/table/references";

interface SelectedListProps {
  readonly act: "suspend" | "restore" | "end-sessions";
  readonly accounts: readonly SelectedAccount[];
  /** Whether to say why an account is not changed. */
  readonly reasons?: boolean;
}

export async function SelectedList({ act, accounts, reasons = false }: SelectedListProps) {
  const t = await getTranslations("admin-users.bulk");
  return (
    <ul className="grid gap-1 wrap-anywhere">
      {accounts.map(({ id, name, bulkState }) => (
        <li key={id}>
          <Link href={`/admin/users/${id}`} prefetch={false}>
            {name ? <bdi>{name}</bdi> : <span className="mono">{shortId(id)}</span>}
          </Link>
          {reasons && (
            <small className="ms-2 text-muted">
              {bulkState === "done" ? t(`already.${act}`) : t(`reason.${bulkState}`)}
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}
