import type { ShownText } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import { articleFor } from "@/platform/organisation";
import type { ShownTextInput } from "./shown-text";

type Words = Pick<ShownText, "title" | "lead" | "alsoStored" | "withdrawal" | "acceptLabel" | "declineLabel">;

/** The words around a notice: who stores what, that nothing is stored yet, and what the person can do. */
export async function noticeWords({
  request,
  providerName: provider,
  controller,
  language,
}: ShownTextInput): Promise<Words> {
  const t = await getTranslations({ locale: language, namespace: "notice" });
  const { displayName: organisation } = controller;
  const when = request.again ? "again" : "first";
  return {
    title: t(`told.title.${when}`, { organisation }),
    lead: t(`told.lead.${when}`, { organisation, provider, article: articleFor(organisation) }),
    alsoStored: t(request.again ? "again.alsoStored" : "alsoStored", { provider }),
    withdrawal: t("told.afterwards"),
    acceptLabel: t("told.accept"),
    declineLabel: t("told.decline"),
  };
}
