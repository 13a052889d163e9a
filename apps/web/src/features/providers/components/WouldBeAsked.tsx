import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import type { ItemState } from "@/sign-in/components/ConsentItem";
import { ConsentScreenPurpose } from "@/sign-in/components/ConsentScreenPurpose";
import { Panel } from "@/ui/Panel";

interface WouldBeAskedProps {
  readonly organisation: string;
  readonly reading: {
    readonly purposes: readonly ShownPurpose[];
    /** Item id → what its box would show. */
    readonly items: Readonly<Record<string, ItemState>>;
    readonly blockedBy: readonly string[];
    readonly unmet: string | null;
    readonly jitMode: string;
    readonly scopes: readonly { readonly scope: string; readonly labels: readonly string[] }[];
  };
}

/** What the person would see at a first sign-in: no account, or the purposes as on the consent page. */
export async function WouldBeAsked({ organisation, reading }: WouldBeAskedProps) {
  const t = await getTranslations("provider-test.asked");
  const { purposes, items, blockedBy, unmet, jitMode, scopes } = reading;
  const out = jitMode === "off" ? "off" : unmet && `unmet.${unmet}`;
  return (
    <Panel
      id="asked"
      title={t(jitMode === "notice" ? "titleTold" : "title")}
      note={jitMode !== "notice" && t("count", { count: purposes.length })}
      text={t("text")}
    >
      <div className="panel-body">
        {(out || blockedBy.length > 0 || scopes.length > 0) && (
          <ul className="mb-3 grid gap-2 rounded-6 bg-warning-soft px-4 py-3">
            {out && <li>{t(out)}</li>}
            {blockedBy.length > 0 && <li>{t("blocked", { labels: blockedBy.join(", ") })}</li>}
            {scopes.map(({ scope, labels }) => (
              <li key={scope}>{t("scope", { scope, labels: labels.join(", ") })}</li>
            ))}
          </ul>
        )}
        {purposes.length === 0 ? (
          <p className="text-muted">{t("none")}</p>
        ) : (
          <div className="stage">
            <div className="sheet" inert>
              {purposes.map((purpose) => (
                <ConsentScreenPurpose key={purpose.purposeId} {...{ purpose, items, organisation }} />
              ))}
            </div>
          </div>
        )}
      </div>
    </Panel>
  );
}
