import type { NextRequest } from "next/server";
import { receiveTryAnswer } from "@/applications/try-out/try-sign-in";
import { requireAdministrator } from "@/platform/access";

/** Where a sign-in that an administrator tries comes back to. */
export async function GET(request: NextRequest): Promise<Response> {
  await requireAdministrator();
  return receiveTryAnswer(request);
}
