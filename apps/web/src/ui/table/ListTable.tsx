import type { ReactNode } from "react";

interface ListTableProps {
  /** Describes the list and its order for screen readers. */
  readonly caption: string;
  /** In the order of the columns. */
  readonly columns: readonly string[];
  /** The heading of the first column, in which rows are chosen. */
  readonly choose?: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

/** The table of a list; on a phone its rows are cards. */
export function ListTable({ caption, columns, choose, children }: ListTableProps) {
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {choose && <td className="choose">{choose}</td>}
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
