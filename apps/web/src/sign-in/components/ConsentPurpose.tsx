import type { ShownItem, ShownPurpose } from "@assent/consent/receipt/receipt";
import { isolated, writtenIn } from "@/platform/i18n/languages";
import { type DifferenceLabels, Differences } from "@/ui/Differences";
import { Icon } from "@/ui/Icon";

/** What the screen adds to the words of the notice. Values never go into a notice. */
export interface ItemState {
  /** What the provider sent, or what the person typed last. */
  readonly value: string | null;
  readonly ticked: boolean;
  /** A sentence about this item, after a submission that was not accepted. */
  readonly error?: string | undefined;
  /** One field serves all boxes of an attribute: only its first box draws it. */
  readonly showsField?: boolean;
}

export interface PurposeLabels {
  /** "Why Acme asks, and who sees it" */
  readonly details: string;
  /** "Legal note" */
  readonly legalNote: string;
  /** " for Account recovery": completes a box's name for those who do not see the heading. */
  readonly forPurpose: string;
  /** "Before" and "Now", where somebody is asked again. */
  readonly change?: DifferenceLabels;
}

interface ConsentPurposeProps {
  readonly purpose: ShownPurpose;
  readonly items: Readonly<Record<string, ItemState>>;
  readonly labels: PurposeLabels;
}

/**
 * One purpose as a person sees it. The consent page and the editor's preview draw this same component, so a preview is
 * what people will get.
 */
export function ConsentPurpose({ purpose, items, labels }: ConsentPurposeProps) {
  const id = `purpose-${purpose.purposeId}`;
  const own = writtenIn(purpose.language);
  return (
    <fieldset className="purpose sheet-part" aria-describedby={`${id}-why`}>
      <legend>
        {purpose.change && (
          <span className={purpose.change.kind === "new" ? "stamp stamp-on" : "stamp"}>{purpose.change.word}</span>
        )}
        <h2 {...own}>{purpose.name}</h2>
      </legend>
      <p className="purpose-why" id={`${id}-why`} {...own}>
        {purpose.description}
      </p>
      {purpose.change && labels.change && <Differences change={purpose.change} labels={labels.change} />}
      <ul className="asks">
        {purpose.items.map((item) => (
          <ConsentItem key={item.id} item={item} state={items[item.id]} forPurpose={labels.forPurpose} />
        ))}
      </ul>
      <div className="purpose-foot">
        <p>
          <Icon name="clock" />
          {purpose.retention}
        </p>
        {(purpose.details || purpose.legalNote) && (
          <details className="more">
            <summary>
              <Icon name="fold" />
              {labels.details}
            </summary>
            <div className="more-body">
              {purpose.details && (
                <p className="whitespace-pre-line" {...own}>
                  {purpose.details}
                </p>
              )}
              {purpose.legalNote && (
                <p className="mt-3">
                  <strong>{labels.legalNote}:</strong>{" "}
                  <bdi {...writtenIn(purpose.legalNoteLanguage)}>{purpose.legalNote}</bdi>
                </p>
              )}
            </div>
          </details>
        )}
      </div>
    </fieldset>
  );
}

interface ConsentItemProps {
  readonly item: ShownItem;
  readonly state: ItemState | undefined;
  readonly forPurpose: string;
}

function ConsentItem({ item, state, forPurpose }: ConsentItemProps) {
  const need = item.mandatory ? "need need-required" : "need need-optional";
  if (item.offer === "not-sent") {
    return (
      <li>
        <div className="ask">
          <Icon name="minus" />
          <span className="ask-name">{item.label}</span>
          <span className={need}>{item.need}</span>
          <span className="ask-note">{item.note}</span>
        </div>
      </li>
    );
  }
  const error = state?.error;
  // The note of a typed value stands beside its field.
  const why = [item.reason && isolated(item.reason), item.offer === "value" && item.note].filter(Boolean).join(" ");
  const described = [`${item.id}-need`, why && `${item.id}-why`, error && `${item.id}-error`];
  return (
    <li className={error ? "asks-error" : undefined}>
      <label className="ask" htmlFor={item.id}>
        {error && (
          <span className="ask-error">
            <Icon name="alert" />
            <span id={`${item.id}-error`}>{error}</span>
          </span>
        )}
        <input
          className="box"
          type="checkbox"
          id={item.id}
          name="grant"
          value={item.id}
          defaultChecked={state?.ticked ?? false}
          aria-invalid={error && !state.ticked ? true : undefined}
          aria-describedby={described.filter(Boolean).join(" ")}
        />
        <span className="ask-name">
          {item.label}
          <span className="vh"> {forPurpose}</span>
        </span>
        <span className={need} id={`${item.id}-need`}>
          {item.need}
        </span>
        {item.offer === "value" && (
          <span className="ask-value">
            <bdi>{state?.value}</bdi>
          </span>
        )}
        {why && (
          <span className="ask-note" id={`${item.id}-why`}>
            {why}
          </span>
        )}
      </label>
      {item.offer === "type-it" && <TypedValue item={item} state={state} />}
    </li>
  );
}

/** The field of a detail that the provider did not send and that the person may enter. It stands beside its box. */
function TypedValue({ item, state }: { readonly item: ShownItem; readonly state: ItemState | undefined }) {
  const id = `${item.id}-value`;
  // An unticked box is what is wrong with an item whose box is unticked; the field is then not looked at.
  const error = state?.ticked ? state.error : undefined;
  return (
    <div className="ask ask-typed">
      <span />
      <span className="ask-note">{item.note}</span>
      {state?.showsField !== false && (
        <span className="ask-value">
          <label className="vh" htmlFor={id}>
            {item.label}
          </label>
          <input
            className="input-public"
            id={id}
            name={`typed.${item.attribute}`}
            defaultValue={state?.value ?? ""}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${item.id}-error` : undefined}
            autoComplete={autoComplete[item.attribute] ?? "off"}
            inputMode={item.attribute === "email" ? "email" : item.attribute === "phone_number" ? "tel" : undefined}
            maxLength={1024}
          />
        </span>
      )}
    </div>
  );
}

/** WCAG 2.2, success criterion 1.3.5: fields about the person say so. */
const autoComplete: Readonly<Record<string, string>> = {
  email: "email",
  phone_number: "tel",
  name: "name",
  given_name: "given-name",
  family_name: "family-name",
  nickname: "nickname",
  birthdate: "bday",
  address: "street-address",
  locale: "language",
};
