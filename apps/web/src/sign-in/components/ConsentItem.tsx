import type { AttributeType } from "@assent/consent/attribute/attribute";
import type { ShownItem } from "@assent/consent/receipt/receipt";
import { isolated } from "@/platform/i18n/languages";
import { AttributeInput } from "@/ui/AttributeInput";
import { Icon } from "@/ui/Icon";
import { Detail, DetailCells, detailGrid, detailRow, Need } from "@/ui/PurposeDetail";

/** What the screen adds to the shown text, which has no values. */
export interface ItemState {
  /** What the provider sent, or what the person typed last. */
  readonly value: string | null;
  /** Of the attribute, for a field to enter it in. */
  readonly type: AttributeType;
  readonly ticked: boolean;
  /** A sentence about this item, after a submission that was not accepted. */
  readonly error?: string | undefined;
  /** One field serves all purposes that ask for an attribute: only one of them draws it. */
  readonly showsField?: boolean;
  /** Whether typing it is agreeing to it, so that there is no box. */
  readonly agreedByTyping?: boolean;
}

interface ConsentItemProps {
  readonly item: ShownItem;
  readonly state: ItemState | undefined;
  /** " for Account recovery": completes a box's name for screen readers. */
  readonly forPurpose: string;
}

/** One detail with the box to agree to it. What is told, and what was not sent and can't be entered, has no box. */
export function ConsentItem({ item, state, forPurpose }: ConsentItemProps) {
  const { id, mandatory, need, note } = item;
  if (item.basis) return <ToldItem item={item} value={state?.value ?? null} />;
  if (item.offer === "not-sent") {
    return (
      <Detail
        mark={<Icon name="minus" tone="muted" className="m-0.5" />}
        name={item.label}
        need={<Need mandatory={mandatory} text={need} />}
        note={note}
      />
    );
  }
  if (state?.agreedByTyping) return <TypedItem {...{ item, state, forPurpose }} />;
  const error = state?.error;
  // The note about a typed value is shown beside its field.
  const why = [item.reason && isolated(item.reason), item.offer === "value" && note].filter(Boolean).join(" ");
  const described = [`${id}-need`, why && `${id}-why`, error && `${id}-error`];
  return (
    <li className={detailRow(error !== undefined)}>
      <label
        className={`${detailGrid} cursor-pointer transition-colors has-focus-visible:bg-fill ${error ? "" : "hover:bg-fill"}`}
        htmlFor={id}
      >
        <DetailCells
          error={error ? { id: `${id}-error`, text: error } : null}
          mark={
            <input
              className="box"
              type="checkbox"
              id={id}
              name="grant"
              value={id}
              defaultChecked={state?.ticked ?? false}
              aria-invalid={error && !state.ticked ? true : undefined}
              aria-describedby={described.filter(Boolean).join(" ")}
            />
          }
          name={<Name label={item.label} forPurpose={forPurpose} />}
          need={<Need id={`${id}-need`} mandatory={mandatory} text={need} />}
          value={item.offer === "value" && <bdi>{state?.value}</bdi>}
          note={why}
          noteId={`${id}-why`}
        />
      </label>
      {item.offer === "type-it" && <TypedValue item={item} state={state} />}
    </li>
  );
}

/** One detail on another legal basis than consent, with the basis and its reason. There is nothing to answer. */
function ToldItem({ item, value }: { readonly item: ShownItem; readonly value: string | null }) {
  const isSent = item.offer === "value";
  return (
    <Detail
      mark={<Icon name={isSent ? "check" : "minus"} tone="muted" className="m-0.5" />}
      name={item.label}
      need={<Need mandatory={false} text={item.need} />}
      value={isSent && <bdi>{value}</bdi>}
      note={[item.basis?.words, item.reason && isolated(item.reason), item.note].filter(Boolean).join(" ")}
    />
  );
}

/** A detail that an account needs and the provider did not send: a field without a box, for typing it is agreeing. */
function TypedItem({ item, state, forPurpose }: ConsentItemProps & { readonly state: ItemState }) {
  const { id, need, label, note } = item;
  const { error } = state;
  const why = [item.reason && isolated(item.reason), note].filter(Boolean).join(" ");
  const name = <Name label={label} forPurpose={forPurpose} />;
  return (
    <Detail
      error={error === undefined ? null : { id: `${id}-error`, text: error }}
      mark={<Icon name="plus" tone="muted" className="m-0.5" />}
      name={state.showsField ? <label htmlFor={`${id}-value`}>{name}</label> : name}
      need={<Need id={`${id}-need`} mandatory text={need} />}
      value={
        state.showsField && <Entry item={item} state={state} error={error} describedBy={[`${id}-need`, `${id}-why`]} />
      }
      note={why}
      noteId={`${id}-why`}
    />
  );
}

/** The name of a detail; for screen readers with its purpose. */
function Name({ label, forPurpose }: { readonly label: string; readonly forPurpose: string }) {
  return (
    <>
      {label}
      <span className="sr-only"> {forPurpose}</span>
    </>
  );
}

interface EntryProps extends Pick<ConsentItemProps, "item" | "state"> {
  readonly error: string | undefined;
  /** Ids of what describes it besides its error. */
  readonly describedBy?: readonly string[];
}

/** The input in which a person enters a detail about themselves. */
function Entry({ item: { id, attribute }, state, error, describedBy = [] }: EntryProps) {
  const described = [...describedBy, ...(error ? [`${id}-error`] : [])];
  return (
    <AttributeInput
      attribute={{ key: attribute, type: state?.type ?? "text" }}
      id={`${id}-value`}
      name={`typed.${attribute}`}
      defaultValue={state?.value ?? ""}
      about="oneself"
      aria-invalid={error ? true : undefined}
      aria-describedby={described.join(" ") || undefined}
    />
  );
}

/** The field, beside the box, of a detail that the provider did not send and that the person may enter. */
function TypedValue({ item, state }: { readonly item: ShownItem; readonly state: ItemState | undefined }) {
  const id = `${item.id}-value`;
  // While the box is empty, the error is about the box and not about the field.
  const error = state?.ticked ? state.error : undefined;
  return (
    <div className={`${detailGrid} pt-0`}>
      <span />
      <span className="col-[2/-1] pt-0.5 text-14 text-muted">{item.note}</span>
      {state?.showsField !== false && (
        <span className="col-[2/-1] pt-2">
          <label className="sr-only" htmlFor={id}>
            {item.label}
          </label>
          <Entry item={item} state={state} error={error} />
        </span>
      )}
    </div>
  );
}
