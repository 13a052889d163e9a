import type { ShownText, ShownItem } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { withReturn } from "@/platform/links/return-path";
import { FactList, SheetSection } from "@/ui/Sheet";
import { decideAction } from "../actions";
import { AnsweredText } from "./AnsweredText";

interface MissingRequiredProps {
  readonly notice: ShownText;
  /** Attribute keys that an account needs, that were not sent and that may not be entered here. */
  readonly missing: readonly string[];
  /** The hash of the text: a form answers this text only. */
  readonly shown: string;
  /** The id of the request: a form answers this sign-in only. */
  readonly request: string;
  /** Where the person wanted to go. */
  readonly returnTo: string;
  /** Where the person can complete their details; null if the provider has no such page. */
  readonly accountUrl: string | null;
}

/** Shown instead of the question if no answer can lead to an account: what is missing, and who to ask. */
export async function MissingRequired({ notice, missing, shown, request, returnTo, accountUrl }: MissingRequiredProps) {
  const t = await getTranslations("consent.missing");
  const provider = notice.provider.name;
  const { displayName: organisation, email } = notice.controller;
  const link = (href: string) => (text: ReactNode) => <a href={href}>{text}</a>;
  return (
    <div className="sheet">
      <SheetSection title={t("what")} text={t("whatText", { provider, organisation })}>
        <FactList facts={missingFacts(notice, missing, (purpose) => t("forPurpose", { purpose }))} />
      </SheetSection>
      <SheetSection title={t("next")}>
        <p className="mt-1 max-w-text text-muted">
          {accountUrl ? t.rich("addThere", { provider, link: link(accountUrl) }) : t("askThere", { provider })}{" "}
          {email && t.rich("orWrite", { email, link: link(`mailto:${email}`) })}
        </p>
      </SheetSection>
      <form action={decideAction} className="sheet-part">
        <AnsweredText shown={shown} request={request} language={notice.language} returnTo={returnTo} />
        <div className="grid gap-3 @min-[30rem]/sheet:grid-cols-2">
          <a className="answer" href={withReturn("/sign-in", returnTo)}>
            {t("signInAgain")}
          </a>
          <button className="answer" type="submit" name="intent" value="decline">
            {notice.declineLabel}
          </button>
        </div>
      </form>
    </div>
  );
}

/** One line for each missing attribute, with every purpose that needs it. */
function missingFacts(notice: ShownText, missing: readonly string[], forPurpose: (name: string) => string) {
  return missing.flatMap((attribute) => {
    const asked = notice.purposes.flatMap((purpose) =>
      purpose.items
        .filter((item) => item.attribute === attribute && item.mandatory)
        .map((item) => ({ item, sentence: sentenceFor(item, forPurpose(purpose.name)) })),
    );
    const label = asked[0]?.item.label;
    return label ? [{ name: label, text: asked.map(({ sentence }) => sentence).join(" ") }] : [];
  });
}

const sentenceFor = (item: ShownItem, purpose: string): string => (item.reason ? `${purpose} ${item.reason}` : purpose);
