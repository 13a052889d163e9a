import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { SectionsForm, type SectionsField } from "@/ui/form/SectionsForm";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { type PurposeTranslation, purposeTranslation } from "@/features/purposes/translation/queries";
import { FormMessages } from "@/ui/form/FormMessages";
import { editTranslationAction } from "@/features/purposes/translation/actions";

type Params = Promise<{ id: string; language: string }>;
type Texts = Awaited<ReturnType<typeof getTranslations<"admin-translation">>>;

export async function generateMetadata({ params }: { params: Params }) {
  const { id, language } = await params;
  const [found, t] = await Promise.all([purposeTranslation(id, language), getTranslations("admin-translation")]);
  return pageTitle(found ? t("title", { name: found.name, language: found.language.name }) : "");
}

/** The words of a purpose in another language, beside the original. */
export default async function Translation({ params }: { params: Params }) {
  await requireAdministrator();
  const { id, language: code } = await params;
  const [found, t, list] = await Promise.all([
    purposeTranslation(id, code),
    getTranslations("admin-translation"),
    getTranslations("admin.purposes"),
  ]);
  if (!found) redirectToNotFound();
  const { name, language, original, versionId, to, reasons } = found;
  const note = found.from.legalNote ?? "";
  // A translated note is shown even if the original has none now, so that it can be removed.
  const hasNote = note !== "" || Boolean(to?.legalNote);
  const texts = [
    field(found, t, { name: "name", kind: "line", text: found.from.name }),
    field(found, t, { name: "description", kind: "lines", text: found.from.description }),
    field(found, t, { name: "details", kind: "lines", text: found.from.details ?? "", optional: true }),
    ...(["logic", "consequences"] as const).flatMap((name) => {
      const text = found.from[name] ?? "";
      return text || to?.[name] ? [field(found, t, { name, kind: "lines", text, optional: true })] : [];
    }),
    ...(hasNote ? [field(found, t, { name: "legalNote", kind: "lines", text: note, optional: true })] : []),
  ];
  const why = reasons.map(({ key, label, from }) => ({
    ...field(found, t, { name: "reason", kind: "lines", text: from, optional: true }),
    ...{ name: `reason.${key}`, label: t("reason", { label }) },
  }));
  const sections = [
    { title: t("texts"), fields: texts },
    ...(why.length > 0 ? [{ title: t("reasons"), fields: why }] : []),
  ];
  const href = `/admin/purposes/${id}`;
  return (
    <>
      <PageHead
        title={t("title", { name, language: language.name })}
        lead={t("lead", { original: original.name, language: language.name })}
        above={[
          { href: "/admin/purposes", text: list("title") },
          { href, text: name },
        ]}
        here={<span lang={language.code}>{language.name}</span>}
      />
      <FormMessages>
        <SectionsForm
          key={versionId}
          action={editTranslationAction}
          stored={{
            ...{ name: to?.name ?? "", description: to?.description ?? "" },
            ...{ details: to?.details ?? "", legalNote: to?.legalNote ?? "" },
            ...{ logic: to?.logic ?? "", consequences: to?.consequences ?? "" },
            ...Object.fromEntries(reasons.map((reason) => [`reason.${reason.key}`, reason.to])),
          }}
          hidden={{ purpose: id, version: versionId, language: language.code }}
          href={`${href}/translations/${language.code}`}
          cancelHref={href}
          others={to ? [{ value: "remove", text: t("remove") }] : []}
          sections={sections}
          save={t("save")}
          failures={{ conflict: t("conflict"), "not-found": t("not-found") }}
        />
      </FormMessages>
    </>
  );
}

interface Shown {
  readonly name: "name" | "description" | "details" | "legalNote" | "logic" | "consequences" | "reason";
  readonly kind: SectionsField["kind"];
  /** In the original. */
  readonly text: string;
  readonly optional?: boolean;
}

const codes = {
  name: ["name-missing", "name-too-long"],
  description: ["description-missing", "description-too-long"],
  details: ["details-too-long"],
  legalNote: ["legal-note-too-long"],
  logic: ["logic-too-long"],
  consequences: ["logic-too-long"],
  reason: ["reason-too-long"],
} as const;

function field(
  { language, original }: PurposeTranslation,
  t: Texts,
  { name, kind, text, optional = false }: Shown,
): SectionsField {
  const problems = [...codes[name], "control-characters" as const].map((code) => [code, t(`problem.${code}`)]);
  return {
    ...{ name, label: name === "reason" ? "" : t(name), kind, optional },
    language: { lang: language.code, dir: language.direction },
    problems: Object.fromEntries(problems) as Record<string, string>,
    ...(text ? { original: { text, lang: original.code, dir: original.direction } } : {}),
  };
}
