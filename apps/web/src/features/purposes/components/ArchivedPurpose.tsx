import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import { type EditedPurpose, readEditorContext } from "../queries";
import { restorePurposeAction } from "../actions";
import { Remark } from "@/ui/table/Remark";

/** Shows an archived purpose. It must be restored before it can be changed. */
export async function ArchivedPurpose({ purpose }: { readonly purpose: EditedPurpose }) {
  const [t, read, list, world] = await Promise.all([
    getTranslations("admin.purpose"),
    getTranslations("admin-editor.read"),
    getTranslations("admin.purposes"),
    readEditorContext(),
  ]);
  const { id, draft, people, endsGrants } = purpose;
  const kept = [read(`retentionKind.${draft.retention}`), draft.retentionDays].filter(Boolean).join(": ");
  const facts = [
    { name: read("description"), text: draft.description },
    { name: read("details", { organisation: world.organisation }), text: draft.details },
    { name: read("retention"), text: kept },
    { name: read("legalNote"), text: draft.legalNote },
  ].filter(({ text }) => text !== "");
  return (
    <>
      <div className="mb-6">
        <Message title={t("archivedTitle")}>
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p>{t("archivedText")}</p>
            <p>{t(endsGrants ? (people > 0 ? "archivedEnding" : "archivedEnded") : "archivedStays", { people })}</p>
            <form action={restorePurposeAction}>
              <input type="hidden" name="purpose" value={id} />
              <button className="button" type="submit">
                {t("restore")}
              </button>
            </form>
          </div>
        </Message>
      </div>
      <section className="panel" aria-label={t("read")}>
        <div className="panel-body pt-5">
          <dl className="kv kv-tight">
            {facts.map(({ name, text }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="whitespace-pre-line">{text}</dd>
              </div>
            ))}
            <div>
              <dt>{t("categories")}</dt>
              <dd>
                <ul>
                  {draft.attributes.map(({ key, mandatory, basis, reason }) => (
                    <li key={key}>
                      {world.attributes.find((known) => known.key === key)?.label ?? key}{" "}
                      {mandatory && <Remark>{list("mandatory")}</Remark>}
                      {basis && basis !== "consent" && <Remark>{list("told")}</Remark>}
                      {(mandatory || basis) && reason && <small>{reason}</small>}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          </dl>
        </div>
      </section>
    </>
  );
}
