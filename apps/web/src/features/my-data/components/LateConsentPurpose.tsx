import type { ShownPurpose } from "@assent/consent/receipt/receipt";
import { isolated, writtenIn } from "@/platform/i18n/languages";
import { Icon } from "@/ui/Icon";

interface LateConsentPurposeProps {
  readonly purpose: ShownPurpose;
  /** What is stored already and would be used for this too. */
  readonly value: string | null;
  /** What is wrong with what was entered. */
  readonly error: string | null;
  readonly detailsLabel: string;
}

/** One detail of one purpose, for agreeing to it later: pressing the button is the yes, so there is no box. */
export function LateConsentPurpose({ purpose, value, error, detailsLabel }: LateConsentPurposeProps) {
  const own = writtenIn(purpose.language);
  return (
    <div className="purpose sheet-part">
      <h2 className="part-title" {...own}>
        {purpose.name}
      </h2>
      <p className="purpose-why" {...own}>
        {purpose.description}
      </p>
      <ul className="asks">
        {purpose.items.map((item) => (
          <li key={item.id} className={error ? "ask asks-error" : "ask"}>
            <Icon name="plus" />
            <span className="ask-name">{item.label}</span>
            <span className={item.mandatory ? "need need-required" : "need need-optional"}>{item.need}</span>
            {value !== null && (
              <span className="ask-value">
                <bdi>{value}</bdi>
              </span>
            )}
            {item.offer === "type-it" && (
              <span className="ask-value">
                <label className="vh" htmlFor="typed">
                  {item.label}
                </label>
                <input
                  className="input-public"
                  id="typed"
                  name="typed"
                  maxLength={1024}
                  aria-invalid={error ? true : undefined}
                  aria-describedby="typed-note"
                />
              </span>
            )}
            <span className="ask-note" id="typed-note">
              {[error, item.reason && isolated(item.reason), item.note].filter(Boolean).join(" ")}
            </span>
          </li>
        ))}
      </ul>
      <div className="purpose-foot">
        <p>
          <Icon name="clock" />
          {purpose.retention}
        </p>
        {(purpose.details || purpose.legalNote) && (
          <details className="more" open>
            <summary>
              <Icon name="fold" />
              {detailsLabel}
            </summary>
            <div className="more-body">
              {purpose.details && (
                <p className="whitespace-pre-line" {...own}>
                  {purpose.details}
                </p>
              )}
              {purpose.legalNote && (
                <p className="mt-3" dir="auto" {...writtenIn(purpose.legalNoteLanguage)}>
                  {purpose.legalNote}
                </p>
              )}
            </div>
          </details>
        )}
      </div>
    </div>
  );
}
