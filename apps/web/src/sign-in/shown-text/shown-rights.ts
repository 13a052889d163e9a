import type { PurposeBasis } from "@assent/consent/purpose/purpose";
import type { ShownRight } from "@assent/consent/receipt/receipt";
import { rightsAbout } from "@assent/consent/receipt/rights";
import type { Controller } from "@assent/database/settings/settings";
import { getTranslations } from "next-intl/server";

interface RightsInput {
  /** The legal bases of the shown purposes. */
  readonly bases: readonly PurposeBasis[];
  readonly controller: Controller;
  readonly providerName: string;
  readonly language: string;
}

/** Each right that the person has about the shown purposes, and how to use it. GDPR, Article 13(2)(b) to (d). */
export async function shownRights({ bases, controller, providerName, language }: RightsInput): Promise<ShownRight[]> {
  const t = await getTranslations({ locale: language, namespace: "notice.rights" });
  const { displayName: organisation, email } = controller;
  const words = { organisation, provider: providerName, email: email ?? "", reach: email ? "email" : "other" };
  return rightsAbout(bases).map((right) => ({
    right,
    name: t(`${right}.name`),
    words: t(`${right}.words`, words),
  }));
}
