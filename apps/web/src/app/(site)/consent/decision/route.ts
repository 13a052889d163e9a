import type { NextRequest } from "next/server";
import { guardedAction } from "@/platform/action";
import { seeOther } from "@/platform/links/see-other";
import { answering, notOurs, pageAfter, readAnswer } from "@/sign-in/decide/posted-answer";

const decided = guardedAction({ role: "anyone", ...answering });

/** Bytes. Our form with all its boxes ticked is half as large. What people type comes in addition. */
const largestForm = 128 * 1024;

/**
 * The decision of a page that was opened before the update that made it a server action. Pages of this version post to
 * `decideAction`. It goes with version 0.2.0: a request lives for two hours at most, so no page that old is left then.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!(length <= largestForm)) return seeOther(notOurs);
  const data = await request.formData().catch(() => null);
  if (!data) return seeOther(notOurs);
  const posted = readAnswer(data, request.nextUrl.searchParams.get("to"));
  return seeOther(pageAfter(await decided(posted), posted.returnTo));
}
