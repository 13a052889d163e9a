import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";

/** Replaces a section that could not be read, so that the rest of the page still shows. */
export async function SectionUnavailable({ title, reference }: { readonly title: string; readonly reference: string }) {
  const [t, common] = await Promise.all([getTranslations("admin.overview"), getTranslations("common")]);
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
      </div>
      <div className="panel-body">
        <Message tone="warning" title={t("unread")}>
          {common("reference", { reference })}
        </Message>
      </div>
    </section>
  );
}
