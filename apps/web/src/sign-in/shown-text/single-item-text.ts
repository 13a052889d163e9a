import "server-only";
import { randomBytes } from "node:crypto";
import type { AskedItem } from "@assent/consent/request/asked";
import type { PurposeVersion } from "@assent/consent/purpose/purpose";
import { type ShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import type { CatalogueEntry } from "@assent/database/attributes/attributes";
import { getTranslations } from "next-intl/server";
import { composeShownText, shownTextHash } from "./shown-text";
import { inSentence } from "./problem-sentence";
import { currentOrganisation } from "@/platform/organisation";

interface SingleItem {
  readonly what: "agree" | "withdraw";
  readonly version: PurposeVersion;
  readonly attribute: string;
  readonly mandatory: boolean;
  readonly offer: AskedItem["offer"];
  readonly providerName: string;
  readonly attributes: ReadonlyMap<string, CatalogueEntry>;
  readonly language: string;
}

/**
 * The text about one detail of one purpose, for agreeing to it later and for withdrawing it. It has no place for a
 * value.
 */
export async function singleItemText(
  one: SingleItem,
): Promise<{ readonly notice: ShownText; readonly noticeHash: string }> {
  const { what, version, attribute, mandatory, offer, providerName, attributes, language } = one;
  const t = await getTranslations({ locale: language, namespace: "my-data.one" });
  const controller = await currentOrganisation();
  const { purposeId, versionId } = version;
  const item: AskedItem = { id: `${versionId}.${attribute}`, purposeId, versionId, attribute, mandatory, offer };
  if (mandatory && !version.recipients.organisation) item.onlyForEntry = true;
  const basis = "consent" as const;
  const request = { basis, purposes: [{ version, items: [item] }], blockedBy: [], again: { unchanged: [] } };
  // The words of a withdrawal are read only afterwards, on its receipt.
  const { rights = [], ...drawn } = await composeShownText({ request, providerName, controller, attributes, language });
  const words = {
    label: inSentence(attributes.get(attribute)?.label ?? attribute, language),
    purpose: drawn.purposes[0]?.name ?? "",
    organisation: controller.displayName,
    provider: providerName,
  };
  const note = what === "withdraw" ? null : t(`note.${offer.kind}`, words);
  const setBy = offer.kind === "value" && offer.source === "default" ? drawn.purposes[0]?.items[0]?.note : null;
  const notice: ShownText = {
    ...drawn,
    title: t(`${what}.title`, words),
    lead: t(`${what}.lead`, words),
    ...(what === "agree" ? { rights } : {}),
    // No comparison with an earlier version: it is today's text, or the one that was agreed to.
    purposes: drawn.purposes.map(({ change: _change, ...purpose }) => ({
      ...purpose,
      items: purpose.items.map((drawnItem) => ({
        ...drawnItem,
        note: note && [setBy, note].filter(Boolean).join(" "),
      })),
    })),
    acceptLabel: t(`${what}.accept`, words),
    declineLabel: what === "agree" ? t("agree.decline") : "",
  };
  return { notice, noticeHash: shownTextHash(notice) };
}

export const newReceiptNumber = (): string => receiptNumber(randomBytes(5));
