import Link from "next/link";
import { getTranslations } from "next-intl/server";

interface ByPurposeProps {
  readonly purposes: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly people: number;
  }[];
  readonly accounts: number;
}

/** How many agree to each live purpose today, drawn and in numbers. */
export async function ByPurpose({ purposes, accounts }: ByPurposeProps) {
  const [t, list] = await Promise.all([getTranslations("admin.overview"), getTranslations("admin.purposes")]);
  if (purposes.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="by-purpose">
      <div className="panel-head">
        <h2 id="by-purpose">{t("byPurpose")}</h2>
      </div>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("column.purpose")}</th>
              <th scope="col">
                <span className="vh">{t("column.share")}</span>
              </th>
              <th scope="col" className="r">
                {t("column.people")}
              </th>
            </tr>
          </thead>
          <tbody>
            {purposes.map(({ id, name, version, people }) => (
              <tr key={id}>
                <th scope="row">
                  <Link href={`/admin/purposes/${id}`} prefetch={false}>
                    {name}
                  </Link>
                  <small>{list("version", { number: version })}</small>
                </th>
                <td>
                  <svg className="bar" viewBox="0 0 160 12" preserveAspectRatio="none" aria-hidden="true">
                    <rect className="bar-none" width="160" height="12" />
                    <rect className="bar-yes" width={accounts === 0 ? 0 : (160 * people) / accounts} height="12" />
                  </svg>
                </td>
                <td className="r nowrap">{t("ofAccounts", { people, accounts })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="panel-foot">
        <span>{t("byPurposeNote")}</span>
      </div>
    </section>
  );
}
