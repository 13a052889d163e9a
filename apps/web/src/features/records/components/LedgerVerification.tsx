import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import type { LedgerView } from "../ledger/queries";

export async function LedgerVerification({
  verification,
  wrongHead,
}: {
  readonly verification: NonNullable<LedgerView["verification"]>;
  readonly wrongHead: LedgerView["wrongHead"];
}) {
  const t = await getTranslations("admin.ledger");
  const { checked } = verification;
  if (wrongHead) {
    return (
      <Message tone="warning" role="alert" title={t("wrongHead.title", { size: wrongHead.size })}>
        <p>{t(`wrongHead.${wrongHead.problem}`)}</p>
      </Message>
    );
  }
  if (verification.ok) {
    return (
      <Message tone="success" title={t("holds")}>
        <p>{t("holdsText", { checked })}</p>
      </Message>
    );
  }
  const { seq, problem, about } = verification;
  return (
    <Message tone="warning" role="alert" title={seq === null ? t("brokenBeside") : t("broken", { seq })}>
      <p>{t(`problem.${problem}`)}</p>
      <ul>
        {(Object.keys(about) as (keyof typeof about)[]).map((kind) => (
          <li key={kind}>
            {t(`about.${kind}`)} <code className="break-all">{about[kind]}</code>
          </li>
        ))}
      </ul>
      <p>{t("checked", { checked })}</p>
    </Message>
  );
}
