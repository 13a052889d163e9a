import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { writtenIn } from "@/platform/i18n/languages";
import type { ItemState } from "./ConsentPurpose";
import { type DifferenceLabels, Differences } from "@/ui/Differences";
import { Icon } from "@/ui/Icon";

interface PurposeNoticeProps {
  readonly purpose: ShownPurpose;
  /** The ground on which it is kept, as a sentence. */
  readonly basis: string;
  readonly items: Readonly<Record<string, ItemState>>;
  readonly labels: DifferenceLabels;
}

/** What is kept without asking: for what, on which ground, how long, and each detail with its value. There is no box. */
export function PurposeNotice({ purpose, basis, items, labels }: PurposeNoticeProps) {
  const id = `purpose-${purpose.purposeId}`;
  const own = writtenIn(purpose.language);
  return (
    <section className="purpose sheet-part" aria-labelledby={id}>
      {purpose.change && (
        <span className={purpose.change.kind === "new" ? "stamp stamp-on" : "stamp"}>{purpose.change.word}</span>
      )}
      <h2 className="part-title" id={id} {...own}>
        {purpose.name}
      </h2>
      <p className="purpose-why">
        <strong>{basis}</strong>
      </p>
      <p className="purpose-why whitespace-pre-line" {...own}>
        {purpose.description}
      </p>
      {purpose.change && <Differences change={purpose.change} labels={labels} />}
      <ul className="asks">
        {purpose.items.map((item) => (
          <li key={item.id} className="ask">
            <Icon name={item.offer === "value" ? "check" : "minus"} />
            <span className="ask-name">{item.label}</span>
            <span className="need">{item.need}</span>
            {item.offer === "value" && (
              <span className="ask-value">
                <bdi>{items[item.id]?.value}</bdi>
              </span>
            )}
            {item.note && <span className="ask-note">{item.note}</span>}
          </li>
        ))}
      </ul>
      <div className="purpose-foot">
        <p>
          <Icon name="clock" />
          {purpose.retention}
        </p>
      </div>
    </section>
  );
}
