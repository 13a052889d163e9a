import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { isolated } from "@/platform/i18n/languages";
import { AttributeInput } from "@/ui/AttributeInput";
import { Icon } from "@/ui/Icon";
import { PurposeCard, PurposeFoot } from "@/ui/PurposeCard";
import { Detail, DetailList, Need } from "@/ui/PurposeDetail";

interface LateConsentPurposeProps {
  readonly purpose: ShownPurpose;
  /** The type of the attribute. */
  readonly type: AttributeType;
  /** What is stored already and would be used for this too. */
  readonly value: string | null;
  /** The problem of the entered value. */
  readonly error: string | null;
  readonly organisation: string;
}

/**
 * One attribute of one purpose, to be agreed to later. Pressing the button is the consent, so there is no box to tick.
 */
export function LateConsentPurpose({ purpose, type, value, error, organisation }: LateConsentPurposeProps) {
  return (
    <PurposeCard id={`later-${purpose.purposeId}`} purpose={purpose} kind="section">
      <DetailList>
        {purpose.items.map((item) => (
          <Detail
            key={item.id}
            error={error === null ? null : { id: "typed-error", text: error }}
            mark={<Icon name="plus" tone="muted" className="m-0.5" />}
            name={item.label}
            need={<Need mandatory={item.mandatory} text={item.need} />}
            value={
              item.offer === "type-it" ? (
                <>
                  <label className="sr-only" htmlFor="typed">
                    {item.label}
                  </label>
                  <AttributeInput
                    attribute={{ key: item.attribute, type }}
                    id="typed"
                    name="typed"
                    defaultValue=""
                    about="oneself"
                    aria-invalid={error ? true : undefined}
                    aria-describedby={error ? "typed-error typed-note" : "typed-note"}
                  />
                </>
              ) : (
                value !== null && <bdi>{value}</bdi>
              )
            }
            note={[item.reason && isolated(item.reason), item.note].filter(Boolean).join(" ")}
            noteId="typed-note"
          />
        ))}
      </DetailList>
      <PurposeFoot purpose={purpose} organisation={organisation} open />
    </PurposeCard>
  );
}
