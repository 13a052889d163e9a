import { getTranslations } from "next-intl/server";
import { SectionsForm, type SectionsField } from "@/components/admin/SectionsForm";
import { PageHead } from "@/components/admin/PageHead";
import { requireAdministrator } from "@/server/access";
import { type OrganisationInput, storedOrganisation } from "@/server/controller";
import { pageTitle } from "@/server/page";
import { editOrganisation } from "./actions";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.organisation"))("title"));

type Field = keyof OrganisationInput;
type Texts = Awaited<ReturnType<typeof getTranslations<"admin.organisation">>>;

export default async function Organisation() {
  await requireAdministrator();
  const [{ values }, t, resident] = [
    await storedOrganisation(),
    await getTranslations("admin.organisation"),
    await getTranslations("admin.resident"),
  ];
  const shown = [
    field("name", "line", t),
    field("displayName", "line", t),
    field("address", "lines", t),
    field("privacyNoticeUrl", "url", t),
  ];
  const reach = [
    field("contact", "line", t),
    field("email", "email", t),
    field("phone", "tel", t),
    field("helpEmail", "email", t),
  ];
  const sections = [
    { title: t("shown"), fields: shown },
    { title: t("reach"), fields: reach },
  ];
  const count = shown.length + reach.length;
  const words = {
    save: t("save"),
    cancel: t("cancel"),
    optional: t("optional"),
    failed: t("failed"),
    errorTitles: Array.from({ length: count }, (_, index) => t("errorTitle", { count: index + 1 })),
    failures: { "not-allowed": t("not-allowed"), unexpected: t("unexpected", { reference: "{reference}" }) },
  };
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} above={[{ href: "/admin/resident", text: resident("title") }]} />
      <SectionsForm
        action={editOrganisation}
        stored={values}
        cancelHref="/admin/resident"
        sections={sections}
        words={words}
      />
    </>
  );
}

const codes = [
  "name-missing",
  "display-name-missing",
  "too-long",
  "control-characters",
  "not-an-email",
  "not-a-phone",
  "not-https",
  "malformed",
] as const;

function field(name: Field, kind: SectionsField["kind"], t: Texts): SectionsField {
  const label = t(name);
  const hint = hints[name]?.(t);
  return {
    name,
    label,
    kind,
    optional: name !== "name" && name !== "displayName",
    problems: Object.fromEntries(codes.map((code) => [code, t(`problem.${code}`, { field: label })])),
    ...(hint ? { hint } : {}),
  };
}

const hints: Partial<Record<Field, (t: Texts) => string>> = {
  name: (t) => t("nameHint", { example: t("nameExample") }),
  displayName: (t) => t("displayNameHint"),
  contact: (t) => t("contactHint"),
  privacyNoticeUrl: (t) => t("privacyNoticeUrlHint"),
};
