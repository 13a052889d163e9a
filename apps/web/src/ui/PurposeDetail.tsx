import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface CellsProps {
  /** What is wrong, as a sentence. */
  readonly error?: { readonly id: string; readonly text: string } | null;
  /** A box to tick, or an icon for its status. */
  readonly mark: ReactNode;
  readonly name: ReactNode;
  /** "Required" or "Optional", if it has its own column. */
  readonly need?: ReactNode;
  /** The value, or a field to enter it in. */
  readonly value?: ReactNode;
  readonly note?: ReactNode;
  readonly noteId?: string;
  /** Links and buttons. */
  readonly acts?: ReactNode;
}

/** The columns of a detail: mark, name and what is below it, and whether it is needed. */
export const detailGrid = "grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-x-4 px-(--pad) py-3 sm:py-3.5";

/** The style of one row, between thin lines or marked as wrong. */
export const detailRow = (error: boolean): string =>
  error
    ? "bg-danger-soft shadow-[inset_4px_0_var(--danger)] rtl:shadow-[inset_-4px_0_var(--danger)] forced-colors:border"
    : "rule-below first:rule-above";

/** The details of a purpose, as wide as its sheet. */
export function DetailList({ children }: { readonly children: ReactNode }) {
  return <ul className="-mx-(--pad) mt-2 sm:mt-4">{children}</ul>;
}

/** The cells of one detail of a purpose, for a row or for the label of a box. */
export function DetailCells({ error, mark, name, need, value, note, noteId, acts }: CellsProps) {
  // The actions get their own column if there is room.
  const column = acts ? "col-[2/-1] @roomy/sheet:col-[2]" : "col-[2/-1]";
  return (
    <>
      {error && (
        <span className="contents">
          <Icon name="alert" tone="danger" className="m-0.5" />
          <span className="col-[2/-1] mb-2 font-medium text-danger" id={error.id}>
            {error.text}
          </span>
        </span>
      )}
      {mark}
      <span className={need ? "font-medium" : `font-medium ${column}`}>{name}</span>
      {need}
      {value && <span className={column}>{value}</span>}
      {note && (
        <span className={`${column} pt-0.5 text-14 text-muted`} id={noteId}>
          {note}
        </span>
      )}
      {acts && (
        <span className="col-[2/-1] mt-3 grid content-start justify-items-start gap-2 @roomy/sheet:col-[3] @roomy/sheet:row-span-3 @roomy/sheet:row-start-1 @roomy/sheet:mt-0.5 @roomy/sheet:justify-items-end">
          {acts}
        </span>
      )}
    </>
  );
}

/** One detail of a purpose, without a box. */
export function Detail(props: CellsProps) {
  return (
    <li className={`${detailGrid} ${detailRow(Boolean(props.error))}`}>
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
    <span className={`text-14/6 whitespace-nowrap ${mandatory ? "font-semibold" : "text-muted"}`} id={id}>
      {text}
    </span>
  );
}
