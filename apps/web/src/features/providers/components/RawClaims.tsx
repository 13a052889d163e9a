import { getTranslations } from "next-intl/server";
import { Panel } from "@/ui/Panel";

interface RawClaimsProps {
  readonly lines: readonly {
    readonly name: string;
    readonly json: string;
    readonly fate: { readonly kind: string; readonly labels?: readonly string[] };
  }[];
}

const looks: Readonly<Record<string, string>> = { mapped: "bg-accent-soft", dropped: "text-muted" };

/** What the provider sent, claim by claim, with the use of each. */
export async function RawClaims({ lines }: RawClaimsProps) {
  const t = await getTranslations("provider-test.raw");
  return (
    <Panel id="raw" title={t("title")} note={t("note")}>
      <div className="overflow-x-auto border-t border-border pt-3 pb-4 text-12/5 contain-inline-size">
        <code className="block text-12/5">
          {lines.map(({ name, json, fate }) => (
            <span className={`grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 px-5 ${looks[fate.kind] ?? ""}`} key={name}>
              <bdi>
                {JSON.stringify(name)}: {json}
              </bdi>
              <span className="max-w-56 text-end font-sans text-muted in-[.bg-accent-soft]:font-medium in-[.bg-accent-soft]:text-accent">
                {fate.labels?.join(", ") ?? t(`fate.${fate.kind}`)}
              </span>
            </span>
          ))}
        </code>
      </div>
    </Panel>
  );
}
