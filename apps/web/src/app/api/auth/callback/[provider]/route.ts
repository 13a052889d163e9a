import { answerFromProvider } from "@/sign-in/protocol/callback";
import type { NextRequest } from "next/server";

/** The redirect URI of one provider. No other address of Auth.js is needed, so none is routed. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return answerFromProvider(request, (await params).provider);
}
