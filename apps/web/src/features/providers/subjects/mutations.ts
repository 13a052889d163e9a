import "server-only";
import { moveSubjects } from "@assent/database/users/move-subjects";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { ExpectedError } from "@/platform/result";
import { lineOf, readMoves } from "./list";

export interface MovesToMake {
  readonly fromProvider: string;
  readonly toProvider: string;
  readonly list: string;
}

/** A code, and after a colon the lines that it is about; null if the people were moved. Errors: "not-allowed". */
export async function movePeople(
  by: SignedIn,
  { fromProvider, toProvider, list }: MovesToMake,
): Promise<{ readonly problem: string | null; readonly people: number }> {
  const read = readMoves(list);
  if (!read.ok) return { problem: "line" in read ? `${read.code}:${read.line}` : read.code, people: 0 };
  const moved = await moveSubjects(database(), { fromProvider, toProvider, moves: read.moves, by: by.id });
  if (moved.ok) return { problem: null, people: moved.people };
  if (!("indexes" in moved)) {
    if (moved.code === "disabled") return { problem: "subject-disabled", people: 0 };
    throw new ExpectedError(moved.code);
  }
  const lines = moved.indexes.slice(0, 20).map((index) => lineOf(list, index));
  return { problem: `subject-${moved.code}:${lines.join(", ")}`, people: 0 };
}
