import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { exportedAudit } from "@/features/audit/queries";
import { readAuditQuery } from "@/features/audit/filter";
import { formatOf } from "@/platform/export/export-file";
import { isSameOriginRequest } from "@/platform/links/same-origin-request";
import { seeOther } from "@/platform/links/see-other";

/** The log as it is filtered, as audit.csv or audit.json. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  // Each export is on the audit log in the name of whoever took it.
  if (!isSameOriginRequest(request)) return seeOther("/refused");
  const format = formatOf((await params).file, "audit");
  const query = readAuditQuery(Object.fromEntries(request.nextUrl.searchParams));
  return (format && (await exportedAudit(query, format))) ?? notFound();
}
