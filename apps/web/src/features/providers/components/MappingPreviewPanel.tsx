"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/ui/Panel";

export interface ShownMapping {
  readonly lines: readonly {
    readonly path: string;
    readonly label: string;
    readonly result: string;
    readonly value: string | null;
  }[];
  readonly dropped: readonly string[];
}

/** The result of a mapping for sample claims: mapped, not used and why, dropped. */
export function MappingPreviewPanel({ preview: { lines, dropped } }: { readonly preview: ShownMapping }) {
  const t = useTranslations("identity-providers.mapping");
  const sent = lines.filter(({ result }) => result !== "not-sent");
  const silent = lines.filter(({ result }) => result === "not-sent");
  const mapped = sent.filter(({ result }) => result === "mapped").length;
  const defaults = sent.filter(({ result }) => result === "default").length;
  return (
    <Panel
      id="preview"
      title={t("title")}
      text={
        <span role="status">
          {t("summary", { mapped, defaults, unusable: sent.length - mapped - defaults, dropped: dropped.length })}
        </span>
      }
    >
      {sent.length > 0 && (
        <div className="scroll">
          <table className="table table-cards">
            <caption className="sr-only">{t("title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("column.claim")}</th>
                <th scope="col">{t("column.attribute")}</th>
                <th scope="col">{t("column.value")}</th>
              </tr>
            </thead>
            <tbody>
              {sent.map(({ path, label, result, value }) => (
                <tr key={`${path} ${label}`}>
                  <th scope="row" className="min-w-54">
                    <bdi className="mono wrap-anywhere">{path}</bdi>
                  </th>
                  <td data-column={t("column.attribute")}>{label}</td>
                  <td data-column={t("column.value")}>
                    {value === null ? (
                      <span className="text-warning">{t(`result.${result}`)}</span>
                    ) : (
                      <>
                        <bdi className="wrap-anywhere whitespace-pre-line">{value}</bdi>
                        {result === "default" && <small>{t("result.default")}</small>}
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <dl className="kv panel-body">
        <div>
          <dt>{t("dropped")}</dt>
          <dd>{dropped.length === 0 ? t("nothing") : <Paths paths={dropped} />}</dd>
        </div>
        <div>
          <dt>{t("silent")}</dt>
          <dd>{silent.length === 0 ? t("nothing") : silent.map(({ label }) => label).join(", ")}</dd>
        </div>
      </dl>
    </Panel>
  );
}

function Paths({ paths }: { readonly paths: readonly string[] }) {
  return (
    <span className="mono wrap-anywhere">
      {paths.map((path, index) => (
        <bdi key={`${index} ${path}`}>{path} </bdi>
      ))}
    </span>
  );
}
