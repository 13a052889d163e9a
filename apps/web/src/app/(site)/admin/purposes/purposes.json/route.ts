import type { NextRequest } from "next/server";
import { isSameOriginRequest } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";
import { exportedPurposes } from "@/features/purposes/file/queries";

/** The purposes as a file, to be kept under version control or imported elsewhere. */
export async function GET(request: NextRequest) {
  // The audit log records each export with its author.
  return isSameOriginRequest(request) ? exportedPurposes() : seeOther("/refused");
}
