import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import type { LedgerView } from "../ledger/queries";

export async function LedgerVerification({
  verification,
}: {
  readonly verification: NonNullable<LedgerView["verification"]>;
}) {
  const t = await getTranslations("admin.ledger");
  const { checked } = verification;
  if (verification.ok) {
    return (
      <Message tone="success" title={t("holds")}>
        <p>{t("holdsText", { checked })}</p>
      </Message>
    );
  }
  const { seq, problem, record } = verification;
  return (
    <Message tone="warning" role="alert" title={seq === null ? t("brokenBeside") : t("broken", { seq })}>
      <p>
        {t(`problem.${problem}`)} {record && t("record", { record })}
      </p>
      <p>{t("checked", { checked })}</p>
    </Message>
  );
}
