import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { formatOf } from "@/platform/export/export-file";
import { isSameOriginRequest } from "@/platform/links/request-source";
import { readRecordQuery } from "@/features/records/filter";
import { exportedRecords } from "@/features/records/queries";
import { seeOther } from "@/platform/links/see-other";

/** The filtered list as records.csv or records.json. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  // The audit log records each export with its author.
  if (!isSameOriginRequest(request)) return seeOther("/refused");
  const format = formatOf((await params).file, "records");
  const query = readRecordQuery(Object.fromEntries(request.nextUrl.searchParams));
  return (format && (await exportedRecords(query, format))) ?? notFound();
}
