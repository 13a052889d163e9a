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
          name={
            <>
              {item.label}
              <span className="sr-only"> {forPurpose}</span>
            </>
          }
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
  const { error, value, type } = state;
  const why = [item.reason && isolated(item.reason), note].filter(Boolean).join(" ");
  const name = (
    <>
      {label}
      <span className="sr-only"> {forPurpose}</span>
    </>
  );
  return (
    <Detail
      error={error === undefined ? null : { id: `${id}-error`, text: error }}
      mark={<Icon name="plus" tone="muted" className="m-0.5" />}
      name={state.showsField ? <label htmlFor={`${id}-value`}>{name}</label> : name}
      need={<Need id={`${id}-need`} mandatory text={need} />}
      value={
        state.showsField && (
          <AttributeInput
            attribute={{ key: item.attribute, type }}
            id={`${id}-value`}
            name={`typed.${item.attribute}`}
            defaultValue={value ?? ""}
            about="oneself"
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={[`${id}-need`, `${id}-why`, error !== undefined && `${id}-error`]
              .filter(Boolean)
              .join(" ")}
          />
        )
      }
      note={why}
      noteId={`${id}-why`}
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
          <AttributeInput
            attribute={{ key: item.attribute, type: state?.type ?? "text" }}
            id={id}
            name={`typed.${item.attribute}`}
            defaultValue={state?.value ?? ""}
            about="oneself"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${item.id}-error` : undefined}
          />
        </span>
      )}
    </div>
  );
}
