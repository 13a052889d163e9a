import type { UserCursor } from "@assent/database/users/user-list";
import { isId } from "@/platform/id";

/** `time.id`: where the next page starts. It names an account and says nothing about the person. */
export function writeCursor({ at, id }: UserCursor): string {
  return `${at?.getTime() ?? ""}.${id}`;
}

/** Null, which is the first page, for an address that was not made by `writeCursor`: also years PostgreSQL can't read. */
export function readCursor(text: string | undefined): UserCursor | null {
  const [, time = "", id = ""] = /^(\d{0,13})\.(.+)$/.exec(text ?? "") ?? [];
  return isId(id) ? { at: time === "" ? null : new Date(Number(time)), id } : null;
}
