import type { UserCursor } from "@assent/database/people";
import { isId } from "./id";

/** `time.id`: where the next page starts. It names an account and says nothing about the person. */
export function writeCursor({ createdAt, id }: UserCursor): string {
  return `${createdAt.getTime()}.${id}`;
}

/** Null, which is the first page, for an address that was not made by `writeCursor`: also years PostgreSQL can't read. */
export function readCursor(text: string | undefined): UserCursor | null {
  const [, time = "", id = ""] = /^(\d{1,13})\.(.+)$/.exec(text ?? "") ?? [];
  return isId(id) ? { createdAt: new Date(Number(time)), id } : null;
}
