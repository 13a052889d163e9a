import { getTranslations } from "next-intl/server";

interface RawClaimsProps {
  readonly lines: readonly {
    readonly name: string;
    readonly json: string;
    readonly fate: { readonly kind: string; readonly labels?: readonly string[] };
  }[];
}

const looks: Readonly<Record<string, string>> = { mapped: "line line-yes", dropped: "line line-no" };

/** What the provider sent, claim by claim, and what becomes of each. */
export async function RawClaims({ lines }: RawClaimsProps) {
  const t = await getTranslations("provider-test.raw");
  return (
    <section className="panel" aria-labelledby="raw">
      <div className="panel-head">
        <h2 id="raw">{t("title")}</h2>
        <span className="muted">{t("note")}</span>
      </div>
      <div className="code code-wrap">
        <code>
          {lines.map(({ name, json, fate }) => (
            <span className={looks[fate.kind] ?? "line"} key={name}>
              <bdi>
                {JSON.stringify(name)}: {json}
              </bdi>
              <span className="fate">{fate.labels?.join(", ") ?? t(`fate.${fate.kind}`)}</span>
            </span>
          ))}
        </code>
      </div>
    </section>
  );
}
