import { getTranslations } from "next-intl/server";
import { ImportForm } from "@/features/purposes/components/ImportForm";
import { PageHead } from "@/ui/PageHead";
import { requireAdministrator } from "@/platform/access";
import { pageTitle } from "@/platform/page";
import { FormMessages } from "@/ui/form/FormMessages";
import { importFileAction } from "@/features/purposes/file/actions";

export const generateMetadata = async () => pageTitle((await getTranslations("admin-import"))("title"));

const problems = [
  ...(["not-json", "not-purposes", "too-many", "no-purpose", "text-missing", "language-unknown"] as const),
  ...([
    "legal-note-twice",
    "name-twice",
    "name-taken",
    "name-missing",
    "name-too-long",
    "description-missing",
  ] as const),
  ...(["description-too-long", "details-too-long", "legal-note-too-long", "retention-missing"] as const),
  ...([
    "retention-days-invalid",
    "no-attribute",
    "too-many-attributes",
    "attribute-missing",
    "attribute-unknown",
  ] as const),
  ...(["attribute-twice", "reason-too-long", "control-characters", "malformed"] as const),
  ...(["no-recipient", "application-unknown"] as const),
];

/** Imports purposes from a file as drafts, if the whole file is valid. */
export default async function ImportPurposes() {
  await requireAdministrator();
  const [t, list] = await Promise.all([getTranslations("admin-import"), getTranslations("admin.purposes")]);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} above={[{ href: "/admin/purposes", text: list("title") }]} />
      <FormMessages>
        <ImportForm
          action={importFileAction}
          words={{
            ...{ file: t("file"), fileHint: t("fileHint"), content: t("content"), contentHint: t("contentHint") },
            ...{ import: t("import"), failed: t("failed") },
            place: t("place", { line: "{line}", column: "{column}" }),
            problems: Object.fromEntries(problems.map((code) => [code, t(`problem.${code}`)])),
            failures: { empty: t("empty"), "too-long": t("too-long") },
          }}
        />
      </FormMessages>
    </>
  );
}
