import type { NextRequest } from "next/server";
import { requirePerson } from "@/platform/access";
import { connectRoute } from "@/sign-in/connect/connect";

/** Sends the browser to a provider, to sign in there for connecting. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  await requirePerson();
  return connectRoute(request, (await params).provider);
}
