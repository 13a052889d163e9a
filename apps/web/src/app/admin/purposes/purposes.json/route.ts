import type { NextRequest } from "next/server";
import { isSameOriginRequest } from "@/platform/links/same-origin-request";
import { seeOther } from "@/platform/links/see-other";
import { exportedPurposes } from "@/features/purposes/file/queries";

/** The purposes as a file, to keep under version control or to import elsewhere. */
export async function GET(request: NextRequest) {
  // Each export is on the audit log in the name of whoever took it.
  return isSameOriginRequest(request) ? exportedPurposes() : seeOther("/refused");
}
