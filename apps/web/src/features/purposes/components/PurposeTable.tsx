import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { MoveButtons } from "@/ui/table/MoveButtons";
import { PurposeStatusBadge } from "./PurposeStatusBadge";
import { DateTime } from "@/ui/table/DateTime";
import { Remark } from "@/ui/table/Remark";

export interface PurposeLine {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly status: "draft" | "live" | "archived";
  /** Whether a live one has a change that was not published yet. */
  readonly hasChange: boolean;
  readonly version: number;
  readonly changedAt: Date;
  readonly people: number;
  readonly askedBy: readonly string[];
  readonly attributes: readonly {
    readonly label: string;
    readonly mandatory: boolean;
    readonly told: boolean;
    readonly sensitive: boolean;
  }[];
  readonly canMoveUp: boolean;
  readonly canMoveDown: boolean;
  /** The number of warnings about a draft. */
  readonly warnings: number;
}

type Act = (data: FormData) => Promise<void>;

interface PurposeTableProps {
  readonly purposes: readonly PurposeLine[];
  /** Whether the list is complete, so that rows can be moved. */
  readonly ordered: boolean;
  readonly move: Act;
  readonly restore: Act;
}

export async function PurposeTable({ purposes, ordered, move, restore }: PurposeTableProps) {
  const t = await getTranslations("admin.purposes");
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.purpose")}</th>
            <th scope="col">{t("column.categories")}</th>
            <th scope="col">{t("column.askedBy")}</th>
            <th scope="col" className="r">
              {t("column.people")}
            </th>
            <th scope="col">{t("column.changed")}</th>
            <th scope="col">{t("column.status")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.order")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {purposes.map((purpose) => (
            <PurposeRow key={purpose.id} purpose={purpose} ordered={ordered} move={move} restore={restore} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PurposeRowProps extends Omit<PurposeTableProps, "purposes"> {
  readonly purpose: PurposeLine;
}

async function PurposeRow({ purpose, ordered, move, restore }: PurposeRowProps) {
  const [t, format] = await Promise.all([getTranslations("admin.purposes"), getFormatter()]);
  const { id, name, description, status, version, changedAt, people, askedBy } = purpose;
  return (
    <tr>
      <th scope="row">
        <Link href={`/admin/purposes/${id}`} prefetch={false}>
          {name}
        </Link>
        <small>{description}</small>
      </th>
      <td className="min-w-46" data-column={t("column.categories")}>
        <ul>
          {purpose.attributes.map(({ label, mandatory, told, sensitive }) => (
            <li key={label}>
              {label} {mandatory && <Remark>{t("mandatory")}</Remark>} {told && <Remark>{t("told")}</Remark>}{" "}
              {sensitive && <Remark>{t("sensitive")}</Remark>}
            </li>
          ))}
        </ul>
      </td>
      <td
        className={`sm:whitespace-nowrap ${askedBy.length === 0 ? "text-muted" : ""}`}
        data-column={t("column.askedBy")}
      >
        {askedBy.length === 0
          ? t("nobody")
          : askedBy.length === 1
            ? askedBy[0]
            : t("providers", { count: askedBy.length })}
      </td>
      <td className={people === 0 ? "r text-muted" : "r"} data-column={t("column.people")}>
        {format.number(people)}
      </td>
      <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.changed")}>
        <DateTime at={changedAt} />
      </td>
      <td className="sm:whitespace-nowrap" data-column={t("column.status")}>
        <PurposeStatusBadge status={status} />
        <small>{t("version", { number: version })}</small>
        {(purpose.hasChange || status === "draft") && (
          <small>
            <Link href={`/admin/purposes/${id}/review`} prefetch={false}>
              {t(status === "draft" ? "review" : "unpublished")}
            </Link>
          </small>
        )}
        {purpose.warnings > 0 && <small>{t("warnings", { count: purpose.warnings })}</small>}
      </td>
      <td className="sm:whitespace-nowrap py-1.25 max-sm:empty:hidden">
        {ordered && (
          <MoveButtons
            row={purpose}
            field="purpose"
            words={{ up: t("up", { name }), down: t("down", { name }) }}
            move={move}
          />
        )}
        {status === "archived" && (
          <form action={restore}>
            <input type="hidden" name="purpose" value={id} />
            <button className="button" type="submit" aria-label={t("restoreNamed", { name })}>
              {t("restore")}
            </button>
          </form>
        )}
      </td>
    </tr>
  );
}
