import type { NextRequest } from "next/server";
import { requireSetupLink } from "@/platform/access";
import { beginTest } from "@/features/providers/test-sign-in/begin-test";

/** A plain link leads here, as in the administration. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireSetupLink();
  return beginTest(request, (await params).id, "/setup/provider");
}
