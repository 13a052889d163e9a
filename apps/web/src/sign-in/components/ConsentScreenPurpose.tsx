import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { PurposeCard, PurposeFoot } from "@/ui/PurposeCard";
import { Detail, DetailList } from "@/ui/PurposeDetail";
import { ConsentItem, type ItemState } from "./ConsentItem";

interface ConsentScreenPurposeProps {
  readonly purpose: ShownPurpose;
  readonly items: Readonly<Record<string, ItemState>>;
  readonly organisation: string;
}

/**
 * One purpose as a person sees it: with a box for each detail, or without boxes if the legal basis is not consent. The
 * consent page, the editor's preview, the history and the test of a provider all use it, so that each of them shows
 * what people see.
 */
export async function ConsentScreenPurpose({ purpose, items, organisation }: ConsentScreenPurposeProps) {
  const id = `purpose-${purpose.purposeId}`;
  if (purpose.basis) {
    return (
      <PurposeCard id={id} purpose={purpose} kind="section" basis={purpose.basis.words}>
        <DetailList>
          {purpose.items.map((item) => (
            <Detail
              key={item.id}
              mark={<Icon name={item.offer === "value" ? "check" : "minus"} tone="muted" className="m-0.5" />}
              name={item.label}
              need={<span className="text-14/6 whitespace-nowrap">{item.need}</span>}
              value={item.offer === "value" && <bdi>{items[item.id]?.value}</bdi>}
              note={item.note}
            />
          ))}
        </DetailList>
        <PurposeFoot purpose={purpose} organisation={organisation} />
      </PurposeCard>
    );
  }
  const t = await getTranslations("consent");
  const forPurpose = t("forPurpose", { purpose: purpose.name });
  return (
    <PurposeCard id={id} purpose={purpose} kind="question">
      <DetailList>
        {purpose.items.map((item) => (
          <ConsentItem key={item.id} item={item} state={items[item.id]} forPurpose={forPurpose} />
        ))}
      </DetailList>
      <PurposeFoot purpose={purpose} organisation={organisation} />
    </PurposeCard>
  );
}
