import type { NextRequest } from "next/server";
import { sendBack } from "@/applications/continue";

interface Back {
  readonly params: Promise<{ readonly uid: string; readonly client: string }>;
}

/** Returns to an application after a sign-in that ended. The path is below the one that the request's cookie is for. */
export async function GET(request: NextRequest, { params }: Back): Promise<Response> {
  const { uid, client } = await params;
  return sendBack(request, uid, client);
}
