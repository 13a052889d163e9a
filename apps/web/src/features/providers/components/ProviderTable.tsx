import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { MoveButtons } from "@/ui/table/MoveButtons";
import { ProviderStatusBadge } from "./ProviderStatusBadge";

export interface ProviderLine {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly enabled: boolean;
  readonly jitMode: "off" | "ask" | "notice";
  readonly people: number;
  readonly canMoveUp: boolean;
  readonly canMoveDown: boolean;
}

interface ProviderTableProps {
  readonly providers: readonly ProviderLine[];
  readonly move: (data: FormData) => Promise<void>;
}

/** All providers, in the order of the sign-in page. */
export async function ProviderTable({ providers, move }: ProviderTableProps) {
  const [t, format] = await Promise.all([getTranslations("identity-providers.list"), getFormatter()]);
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="sr-only">{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("column.provider")}</th>
            <th scope="col">{t("column.jit")}</th>
            <th scope="col" className="r">
              {t("column.people")}
            </th>
            <th scope="col">{t("column.status")}</th>
            <th scope="col">
              <span className="sr-only">{t("column.order")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {providers.map((provider) => (
            <tr key={provider.id}>
              <th scope="row">
                <Link href={`/admin/identity-providers/${provider.id}`} prefetch={false}>
                  <bdi>{provider.name}</bdi>
                </Link>
                <small className="mono">{provider.issuer}</small>
              </th>
              <td data-column={t("column.jit")}>{t(`jit.${provider.jitMode}`)}</td>
              <td className={provider.people === 0 ? "r text-muted" : "r"} data-column={t("column.people")}>
                {format.number(provider.people)}
              </td>
              <td className="sm:whitespace-nowrap" data-column={t("column.status")}>
                <ProviderStatusBadge enabled={provider.enabled} />
              </td>
              <td className="sm:whitespace-nowrap py-1.25 max-sm:empty:hidden">
                <MoveButtons
                  row={provider}
                  field="provider"
                  words={{ up: t("up", { name: provider.name }), down: t("down", { name: provider.name }) }}
                  move={move}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
