import { useTranslations } from "next-intl";
import { Icon, type IconName } from "../Icon";
import type { ExportState, ListFile } from "./use-export";

interface ExportOutcomeProps {
  readonly file: ListFile;
  readonly how: Extract<ExportState, { at: "over" }>["how"];
}

/** The result of an export, and what to do if there is no file. */
export function ExportOutcome({ file, how }: ExportOutcomeProps) {
  const t = useTranslations("admin-lists.export");
  const rows = "rows" in how ? how.rows : 0;
  const { icon, className } = looks[how.end];
  return (
    <>
      <p className={`flex gap-1 ${className}`}>
        <Icon name={icon} small className="mt-0.5" />
        <span>{t(`end.${how.end}`, { file: file.name, rows })}</span>
      </p>
      {how.end === "signed-out" && <a href={signInAgain()}>{t("signIn")}</a>}
      {how.end === "broken" && <a href={file.href}>{t("plain", { file: file.name })}</a>}
    </>
  );
}

const good = { icon: "check", className: "text-success" } as const;
const neutral = { icon: "info", className: "text-muted" } as const;
const bad = { icon: "alert", className: "text-danger" } as const;
const looks = {
  whole: good,
  long: neutral,
  empty: neutral,
  stopped: neutral,
  broken: bad,
  "signed-out": bad,
  refused: bad,
} as const satisfies Record<ExportOutcomeProps["how"]["end"], { icon: IconName; className: string }>;

/** Returns to this page with its filter. */
const signInAgain = () =>
  `/sign-in?again=1&to=${encodeURIComponent(window.location.pathname + window.location.search)}`;
