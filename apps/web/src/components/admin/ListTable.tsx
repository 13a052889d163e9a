import type { ReactNode } from "react";

interface ListTableProps {
  /** Says what is listed, and in which order, to whoever does not see the page. */
  readonly caption: string;
  /** In order; each stands over its column. */
  readonly columns: readonly string[];
  /** The rows. */
  readonly children: ReactNode;
}

/** The table of a list: rows beside each other where there is room, cards below each other on a phone. */
export function ListTable({ caption, columns, children }: ListTableProps) {
  return (
    <div className="scroll">
      <table className="table table-cards">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
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
