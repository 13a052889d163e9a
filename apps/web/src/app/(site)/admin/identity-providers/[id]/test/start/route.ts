import type { NextRequest } from "next/server";
import { requireAdministrator } from "@/platform/access";
import { beginTest } from "@/features/providers/test-sign-in/begin-test";

/** A plain link leads here: our `form-action` would stop a form from going to the provider. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  await requireAdministrator();
  return beginTest(request, (await params).id, "/admin/identity-providers");
}
