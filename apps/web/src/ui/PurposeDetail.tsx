import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface CellsProps {
  /** What is wrong, as a sentence. */
  readonly error?: { readonly id: string; readonly text: string } | null;
  /** A box to tick, or an icon that says how it is. */
  readonly mark: ReactNode;
  readonly name: ReactNode;
  /** "Required" or "Optional", where it stands in a column of its own. */
  readonly need?: ReactNode;
  /** The value, or a field to enter it in. */
  readonly value?: ReactNode;
  readonly note?: ReactNode;
  readonly noteId?: string;
  /** Links and buttons. */
  readonly acts?: ReactNode;
}

/** The cells of one detail of a purpose, for a row or for the label of a box. */
export function DetailCells({ error, mark, name, need, value, note, noteId, acts }: CellsProps) {
  return (
    <>
      {error && (
        <span className="ask-error">
          <Icon name="alert" />
          <span id={error.id}>{error.text}</span>
        </span>
      )}
      {mark}
      <span className="ask-name">{name}</span>
      {need}
      {value && <span className="ask-value">{value}</span>}
      {note && (
        <span className="ask-note" id={noteId}>
          {note}
        </span>
      )}
      {acts && <span className="ask-act">{acts}</span>}
    </>
  );
}

/** One detail of a purpose that there is no box for. */
export function Detail(props: CellsProps) {
  return (
    <li className={props.error ? "ask asks-error" : "ask"}>
      <DetailCells {...props} />
    </li>
  );
}

interface NeedProps {
  readonly id?: string;
  readonly mandatory: boolean;
  readonly text: string;
}

/** Whether an account needs the detail. */
export function Need({ id, mandatory, text }: NeedProps) {
  return (
    <span className={mandatory ? "need need-required" : "need need-optional"} id={id}>
      {text}
    </span>
  );
}
