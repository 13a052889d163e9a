import type { NoticeBasis } from "@assent/consent/purpose/purpose";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { DateTime } from "@/ui/table/DateTime";
import { MaskedValue, type ShownState } from "./MaskedValue";
import { Panel } from "@/ui/Panel";

interface Covering {
  readonly purposeId: string;
  readonly toldBy: string | null;
  readonly basis: NoticeBasis | null;
  readonly purpose: string;
  readonly version: number;
  readonly mandatory: boolean;
  readonly expiresAt: Date | null;
}

interface Value {
  readonly attribute: string;
  readonly label: string;
  readonly value: string;
  readonly source: "provider" | "self" | "default";
  readonly masked: boolean;
  readonly providerName: string | null;
  readonly since: Date;
  readonly refreshedAt: Date | null;
  readonly coveredBy: readonly Covering[];
}

interface StoredValuesProps {
  readonly values: readonly Value[];
  readonly userId: string;
  readonly closed: boolean;
  /** The action that shows a masked value in full. */
  readonly show: (state: ShownState, data: FormData) => Promise<ShownState>;
}

/** Each stored value with its source, its date, and the purposes that it is stored for. */
export async function StoredValues({ values, userId, closed, show }: StoredValuesProps) {
  const t = await getTranslations("admin.user");
  return (
    <Panel id="stored" title={t("stored")} note={t("storedCount", { count: values.length })}>
      {values.length === 0 ? (
        <p className="panel-body text-muted">{t(closed ? "removed" : "storedNone")}</p>
      ) : (
        <div className="scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">{t("column.attribute")}</th>
                <th scope="col">{t("column.value")}</th>
                <th scope="col">{t("column.since")}</th>
                <th scope="col">{t("column.coveredBy")}</th>
              </tr>
            </thead>
            <tbody>
              {values.map((value) => (
                <ValueRow key={value.attribute} value={value} userId={userId} show={show} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

async function ValueRow({
  value: { attribute, label, value, masked, source, providerName, since, refreshedAt, coveredBy },
  userId,
  show,
}: Omit<StoredValuesProps, "values" | "closed"> & { readonly value: Value }) {
  const [t, locale] = await Promise.all([getTranslations("admin.user"), getLocale()]);
  const { shortDay } = datesOf(locale);
  const from =
    source === "default" || providerName === null
      ? t(source === "default" ? "setBy" : "self", { provider: providerName ?? "" })
      : refreshedAt === null
        ? t("from", { provider: providerName })
        : t("fromRefreshed", { provider: providerName, date: shortDay(refreshedAt) });
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-column={t("column.value")}>
        {masked ? (
          <MaskedValue
            {...{ action: show, userId, attribute, masked: value }}
            words={{
              show: t("show"),
              showNamed: t("showNamed", { label }),
              failed: t("showFailed"),
              again: t("showAgain"),
            }}
          />
        ) : (
          <bdi className="whitespace-pre-line">{value}</bdi>
        )}
        <small>{from}</small>
      </td>
      <td className="tabular-nums sm:whitespace-nowrap" data-column={t("column.since")}>
        <DateTime at={since} />
      </td>
      <td data-column={t("column.coveredBy")}>
        <ul>
          {coveredBy.map(({ purposeId, toldBy, basis, purpose, version, mandatory, expiresAt }) => (
            <li key={purposeId}>
              <Link
                href={toldBy ? `/admin/identity-providers/${toldBy}/provisioning` : `/admin/purposes/${purposeId}`}
                prefetch={false}
              >
                {purpose}
              </Link>
              <small>
                {t(toldBy || basis ? "versionTold" : mandatory ? "versionMandatory" : "version", { number: version })}
                {expiresAt && `, ${t("until", { date: shortDay(expiresAt) })}`}
              </small>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
