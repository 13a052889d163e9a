import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";

interface TestVerdictProps {
  readonly problem: string | null;
  /** The provider's own words, unchanged. */
  readonly said?: { readonly error: string; readonly description: string | null } | null;
  readonly provider: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scopes: string;
  };
}

const verdict = "mb-6 flex flex-wrap items-center gap-3 rounded-6 px-4 py-3";

/** Whether the sign-in works; if not, what to change and where. */
export async function TestVerdict({ problem, said, provider }: TestVerdictProps) {
  const t = await getTranslations("provider-test");
  if (problem === null) {
    return (
      <div className={`${verdict} bg-success-soft`} role="status">
        <Icon name="check" tone="success" />
        <p className="flex-[1_1_14rem]">
          <strong className="font-semibold text-success">{t("works")}</strong> {t("worksText")}
        </p>
      </div>
    );
  }
  const { name, issuer, clientId, redirectUri, scopes } = provider;
  const words = { provider: name, issuer, client: clientId, uri: redirectUri, scopes };
  return (
    <div className={`${verdict} bg-danger-soft`} role="alert">
      <Icon name="alert" tone="danger" />
      <p className="flex-[1_1_14rem]">
        <strong className="font-semibold text-danger">{t(`problem.${problem}.title`, words)}</strong>{" "}
        {t(`problem.${problem}.text`, words)}
        {said && (
          <span className="mt-2 block wrap-anywhere">
            {t("said", { provider: name })} <bdi className="mono">{said.error}</bdi>
            {said.description && (
              <>
                {" "}
                <bdi>“{said.description}”</bdi>
              </>
            )}
          </span>
        )}
      </p>
    </div>
  );
}
