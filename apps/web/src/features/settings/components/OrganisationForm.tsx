import { getTranslations } from "next-intl/server";
import { SectionsForm, type SectionsField } from "@/ui/form/SectionsForm";
import { FormMessages } from "@/ui/form/FormMessages";
import { editOrganisationAction } from "../organisation/actions";
import type { OrganisationInput } from "../organisation/schema";
import { storedOrganisation } from "../organisation/queries";

type Field = keyof OrganisationInput;
type Texts = Awaited<ReturnType<typeof getTranslations<"admin.organisation">>>;

interface OrganisationFormProps {
  /** The label of the button that saves. */
  readonly save: string;
  /** The path of this page. */
  readonly href: string;
  /** Where leaving without saving leads; null if there is no such page. */
  readonly cancelHref: string | null;
}

/** The form of the organisation that is responsible for the data. */
export async function OrganisationForm({ save, href, cancelHref }: OrganisationFormProps) {
  const [{ base, values }, t] = await Promise.all([storedOrganisation(), getTranslations("admin.organisation")]);
  const shown = [
    field("name", "line", t),
    field("displayName", "line", t),
    field("address", "lines", t),
    field("privacyNoticeUrl", "url", t),
    field("identifier", "line", t),
  ];
  const reach = [
    field("contact", "line", t),
    field("email", "email", t),
    field("phone", "tel", t),
    field("helpEmail", "email", t),
  ];
  const bodies = [
    field("officerName", "line", t),
    field("officerEmail", "email", t),
    field("authorityName", "line", t),
    field("authorityUrl", "url", t),
  ];
  const sections = [
    { title: t("shown"), fields: shown },
    { title: t("reach"), text: t("reachText"), fields: reach },
    { title: t("bodies"), text: t("bodiesText"), fields: bodies },
  ];
  return (
    <FormMessages>
      <SectionsForm action={editOrganisationAction} stored={values} {...{ base, sections, save, href, cancelHref }} />
    </FormMessages>
  );
}

const codes = [
  "name-missing",
  "display-name-missing",
  "contact-missing",
  "authority-name-missing",
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
  identifier: (t) => t("identifierHint"),
  officerName: (t) => t("officerNameHint"),
  authorityName: (t) => t("authorityNameHint"),
  authorityUrl: (t) => t("authorityUrlHint"),
};
