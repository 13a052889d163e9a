import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { exportedAudit } from "@/features/audit/queries";
import { readAuditQuery } from "@/features/audit/filter";
import { formatOf } from "@/platform/export/export-file";
import { isSameOriginRequest } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";

/** The filtered audit log as audit.csv or audit.json. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  // The audit log records each export with its author.
  if (!isSameOriginRequest(request)) return seeOther("/refused");
  const format = formatOf((await params).file, "audit");
  const query = readAuditQuery(Object.fromEntries(request.nextUrl.searchParams));
  return (format && (await exportedAudit(query, format))) ?? notFound();
}
