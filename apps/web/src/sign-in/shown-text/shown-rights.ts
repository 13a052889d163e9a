import type { LegalBasis } from "@assent/consent/purpose/purpose";
import type { ShownRight } from "@assent/consent/receipt/receipt";
import { rightsAbout } from "@assent/consent/receipt/rights";
import type { Controller } from "@assent/database/settings/settings";
import { getTranslations } from "next-intl/server";

interface RightsInput {
  /** The legal bases of what is shown. */
  readonly bases: readonly LegalBasis[];
  readonly controller: Controller;
  readonly providerName: string;
  readonly language: string;
}

/** Whom the words about complaints name: the authority with its address, the authority, or any. */
export const complainTo = ({ authorityName, authorityUrl }: Pick<Controller, "authorityName" | "authorityUrl">) =>
  authorityName ? (authorityUrl ? "address" : "name") : "other";

/** Each right that the person has about the shown purposes, and how to use it. GDPR, Article 13(2)(b) to (d). */
export async function shownRights({ bases, controller, providerName, language }: RightsInput): Promise<ShownRight[]> {
  const t = await getTranslations({ locale: language, namespace: "notice.rights" });
  const { displayName: organisation, email, authorityName, authorityUrl } = controller;
  const words = {
    ...{ organisation, provider: providerName, email: email ?? "", reach: email ? "email" : "other" },
    ...{ authority: authorityName ?? "", address: authorityUrl ?? "", to: complainTo(controller) },
  };
  return rightsAbout(bases).map((right) => ({
    right,
    name: t(`${right}.name`),
    words: t(`${right}.words`, words),
  }));
}
