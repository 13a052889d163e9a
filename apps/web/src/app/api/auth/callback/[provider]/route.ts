import { answerFromProvider } from "@/sign-in/protocol/callback";
import { keepPostedAnswer } from "@/sign-in/protocol/posted-answer";
import type { NextRequest } from "next/server";

/** The redirect URI of one provider. No other address of Auth.js is used, so no other one has a route. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return answerFromProvider(request, (await params).provider);
}

/** The same for a provider that answers with a form. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ provider: string }> }) {
  return keepPostedAnswer(request, (await params).provider);
}
