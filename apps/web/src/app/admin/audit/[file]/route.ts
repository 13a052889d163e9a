import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { exportedAudit } from "@/server/audit";
import { readAuditQuery } from "@/server/audit-filter";
import { formatOf } from "@/server/export-file";

/** The log as it is filtered, as audit.csv or audit.json. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  const format = formatOf((await params).file, "audit");
  const query = readAuditQuery(Object.fromEntries(request.nextUrl.searchParams));
  return (format && (await exportedAudit(query, format))) ?? notFound();
}
