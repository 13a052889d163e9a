import Link from "next/link";
import { Remark } from "./Remark";
import { shortId } from "./references";

interface PersonCellProps {
  readonly id: string;
  /** Null if none is known; `nameless` then says so. */
  readonly name: string | null;
  readonly nameless: string;
  /** A note about this person, such as their role. */
  readonly mark: string | null;
}

/** The person of a row: their name, or the beginning of their id. */
export function PersonCell({ id, name, nameless, mark }: PersonCellProps) {
  const short = shortId(id);
  return (
    <th scope="row">
      <Link href={`/admin/users/${id}`} prefetch={false} className={name ? undefined : "mono"}>
        {name ? (
          <span className="line-clamp-2">
            <bdi>{name}</bdi>
          </span>
        ) : (
          short
        )}
      </Link>
      <small>
        {name ? <span className="mono">{short}</span> : nameless} {mark && <Remark>{mark}</Remark>}
      </small>
    </th>
  );
}
