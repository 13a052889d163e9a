import type { NextRequest } from "next/server";
import { fromHere } from "@/server/from-here";
import { exportedPurposes } from "@/server/purpose-file";
import { seeOther } from "@/server/see-other";

/** The purposes as a file, to keep under version control or to import elsewhere. */
export async function GET(request: NextRequest) {
  // Each export is on the audit log in the name of whoever took it.
  return fromHere(request) ? exportedPurposes() : seeOther("/refused");
}
