import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";

/** In the place of a part of a page that could not be read, while the rest of the page is there. */
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
