import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";

interface TestVerdictProps {
  readonly problem: string | null;
  readonly provider: {
    readonly name: string;
    readonly issuer: string;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly scopes: string;
  };
}

/** Whether the sign-in works; if not, what to change and where. */
export async function TestVerdict({ problem, provider }: TestVerdictProps) {
  const t = await getTranslations("provider-test");
  if (problem === null) {
    return (
      <div className="verdict" role="status">
        <Icon name="check" />
        <p>
          <strong>{t("works")}</strong> {t("worksText")}
        </p>
      </div>
    );
  }
  const { name, issuer, clientId, redirectUri, scopes } = provider;
  const words = { provider: name, issuer, client: clientId, uri: redirectUri, scopes };
  return (
    <div className="verdict verdict-bad" role="alert">
      <Icon name="alert" />
      <p>
        <strong>{t(`problem.${problem}.title`, words)}</strong> {t(`problem.${problem}.text`, words)}
      </p>
    </div>
  );
}
