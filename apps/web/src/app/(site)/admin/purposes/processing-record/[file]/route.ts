import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { exportedProcessingRecord } from "@/features/purposes/processing-record/queries";
import { formatOf } from "@/platform/export/export-file";
import { isSameOriginRequest } from "@/platform/links/request-source";
import { seeOther } from "@/platform/links/see-other";

/** The record of processing activities as processing-record.csv or processing-record.json. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ file: string }> }) {
  // The audit log records each export with its author.
  if (!isSameOriginRequest(request)) return seeOther("/refused");
  const format = formatOf((await params).file, "processing-record");
  return (format && (await exportedProcessingRecord(format))) ?? notFound();
}
