import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import type { AttentionItem } from "../overview-facts";
import { Entry } from "@/ui/EntryList";
import { Panel } from "@/ui/Panel";

/** Facts that an administrator should act on, each with a link. */
export async function NeedsAttention({ found }: { readonly found: readonly AttentionItem[] }) {
  const t = await getTranslations("admin.overview");
  return (
    <Panel
      id="attention"
      title={t("attention")}
      note={found.length > 0 && t("attentionCount", { count: found.length })}
    >
      {found.length === 0 ? (
        <p className="panel-body text-muted">{t("allGood")}</p>
      ) : (
        <ul>
          {found.map((one) => (
            <Todo key={JSON.stringify(one)} fact={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

async function Todo({ fact }: { readonly fact: AttentionItem }) {
  const t = await getTranslations("admin.overview.todo");
  const names = { name: "name" in fact ? fact.name : "", label: "label" in fact ? fact.label : "", ...countOf(fact) };
  const serious = !["never-sent", "not-translated", "no-purpose", "waiting"].includes(fact.kind);
  return (
    <Entry by="icon" mark={<Icon name={serious ? "alert" : "info"} tone={serious ? "warning" : "muted"} />}>
      <b className="block font-medium">{t(`${fact.kind}.title`, names)}</b>
      <p className="text-muted">{t(`${fact.kind}.text`, names)}</p>
      <Link className="inline-flex min-h-6 items-center" href={whereTo(fact)} prefetch={false}>
        {t(`${fact.kind}.act`)}
        <span className="sr-only">: {t(`${fact.kind}.title`, names)}</span>
      </Link>
    </Entry>
  );
}

/** 0 selects the sentence for a hidden number. */
function countOf(fact: AttentionItem): { readonly count: number } {
  return { count: "count" in fact && fact.count !== "few" ? fact.count : 0 };
}

function whereTo(fact: AttentionItem): string {
  if (fact.kind === "waiting") return `/admin/purposes/${fact.purposeId}/history`;
  if ("providerId" in fact) return `/admin/identity-providers/${fact.providerId}/test`;
  if ("purposeId" in fact) return `/admin/purposes/${fact.purposeId}`;
  if (fact.kind === "no-purpose") return "/admin/purposes/new";
  return fact.kind === "no-provider" ? "/admin/resident" : "/admin/resident/organisation";
}
