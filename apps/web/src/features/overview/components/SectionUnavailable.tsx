import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import { Panel } from "@/ui/Panel";

/** Replaces a section that could not be read, so that the rest of the page is still shown. */
export async function SectionUnavailable({ title, reference }: { readonly title: string; readonly reference: string }) {
  const [t, common] = await Promise.all([getTranslations("admin.overview"), getTranslations("common")]);
  return (
    <Panel title={title}>
      <div className="panel-body">
        <Message tone="warning" title={t("unread")}>
          {common("reference", { reference })}
        </Message>
      </div>
    </Panel>
  );
}
