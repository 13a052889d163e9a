import type { NextRequest } from "next/server";
import { continueRequest } from "@/applications/continue";

interface Continue {
  readonly params: Promise<{ readonly uid: string; readonly client: string }>;
}

/** An application's request waits here for a person to sign in and decide. */
export async function GET(request: NextRequest, { params }: Continue): Promise<Response> {
  const { uid, client } = await params;
  return continueRequest(request, uid, client);
}
