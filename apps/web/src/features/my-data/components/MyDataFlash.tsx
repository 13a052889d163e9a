import { getLocale, getTranslations } from "next-intl/server";
import type { MyDataFlashMessage } from "../flash-messages";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { Message } from "@/ui/Message";

interface MyDataFlashProps {
  readonly outcome: MyDataFlashMessage | null;
  /** The reference of a failure. */
  readonly failed: string | undefined;
}

/** The result of the last action, above the heading of My data. */
export async function MyDataFlash({ outcome, failed }: MyDataFlashProps) {
  const [t, common, language] = await Promise.all([
    getTranslations("my-data.done"),
    getTranslations("common"),
    getLocale(),
  ]);
  if (failed && /^[0-9A-F]{8}$/.test(failed)) {
    return (
      <ErrorSummary title={t("failed")}>
        <p>{t("failedText")}</p>
        <p>{common("reference", { reference: failed })}</p>
      </ErrorSummary>
    );
  }
  if (!outcome) return null;
  switch (outcome.kind) {
    case "withdrawn": {
      const { label, purpose, keptFor } = outcome;
      if (keptFor.length === 0) return <Message focused tone="success" title={t("withdrawn", { label })} />;
      const names = new Intl.ListFormat(language).format(keptFor);
      return (
        <Message focused tone="success" title={t("withdrawnFrom", { label, purpose })}>
          {t("keptFor", { names })}
        </Message>
      );
    }
    case "agreed":
      return (
        <Message focused tone="success" title={t("agreed", { label: outcome.label, purpose: outcome.purpose })}>
          {t(outcome.isStored ? "agreedStored" : "agreedWaiting")}
        </Message>
      );
    case "application": {
      const { name, gets } = outcome;
      if (gets.length === 0) return <Message focused tone="success" title={t("application", { name })} />;
      const details = new Intl.ListFormat(language).format(gets);
      return (
        <Message focused tone="success" title={t("applicationWithdrawn", { name })}>
          {t("applicationStill", { name, details })}
        </Message>
      );
    }
    case "corrected":
      return <Message focused tone="success" title={t("corrected", { label: outcome.label })} />;
    case "objected":
      return (
        <Message focused tone="success" title={t("objected", { purpose: outcome.purpose })}>
          {t("objectedText")}
        </Message>
      );
    case "connected":
      return <Message focused tone="success" title={t("connected", { provider: outcome.provider })} />;
    case "disconnected":
    case "sessions":
    case "no-sessions":
      return <Message focused tone="success" title={t(outcome.kind)} />;
  }
}
