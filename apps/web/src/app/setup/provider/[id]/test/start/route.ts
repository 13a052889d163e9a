import type { NextRequest } from "next/server";
import { requireSetupLink } from "@/server/access";
import { beginTest } from "@/server/begin-test";

/** A plain link leads here, as in the administration. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireSetupLink();
  return beginTest(request, (await params).id, "/setup/provider");
}
