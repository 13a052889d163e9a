import type { NextRequest } from "next/server";
import { sendBack } from "@/applications/continue";

interface Back {
  readonly params: Promise<{ readonly uid: string; readonly client: string }>;
}

/** The way back to an application from a sign-in that ended. It is below the address that the request's cookie is for. */
export async function GET(request: NextRequest, { params }: Back): Promise<Response> {
  const { uid, client } = await params;
  return sendBack(request, uid, client);
}
