import { answerFromProvider } from "@/sign-in/protocol/callback";
import type { NextRequest } from "next/server";

/** The redirect URI of one provider. No other address of Auth.js is used, so no other one has a route. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return answerFromProvider(request, (await params).provider);
}
