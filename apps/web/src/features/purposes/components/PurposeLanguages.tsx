import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import type { PurposeLanguage } from "../translation/queries";
import { SettingRow } from "@/ui/Disclosure";
import { Panel } from "@/ui/Panel";

interface PurposeLanguagesProps {
  readonly purposeId: string;
  readonly languages: readonly PurposeLanguage[];
  /** The codes of languages whose translation is older than the original. */
  readonly outdated: readonly string[];
}

/** The languages that people can read a purpose in, and which text they see instead of a missing translation. */
export async function PurposeLanguages({ purposeId, languages, outdated }: PurposeLanguagesProps) {
  const t = await getTranslations("admin-translation");
  const original = languages.find(({ kind }) => kind === "original")?.name ?? "";
  if (languages.length < 2) return null;
  return (
    <Panel id="languages" title={t("languages")}>
      <dl className="panel-body">
        {languages.map(({ code, name, direction, kind }) => (
          <SettingRow
            key={code}
            name={
              <bdi lang={code} dir={direction}>
                {name}
              </bdi>
            }
            text={
              <>
                {(kind === "missing" || kind === "note-missing" || outdated.includes(code)) && (
                  <Icon name="alert" tone="warning" className="inline-block align-text-bottom" />
                )}{" "}
                {t(`kind.${outdated.includes(code) ? "outdated" : kind}`, { original })}
              </>
            }
          >
            {kind !== "original" && (
              <Link className="button" href={`/admin/purposes/${purposeId}/translations/${code}`} prefetch={false}>
                {t.rich(kind === "missing" ? "translate" : "change", {
                  vh: (text) => <span className="sr-only">{text}</span>,
                  language: name,
                })}
              </Link>
            )}
          </SettingRow>
        ))}
      </dl>
    </Panel>
  );
}
