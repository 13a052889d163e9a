import "server-only";
import type { NextRequest } from "next/server";
import { seeOther } from "./links/see-other";
import type { ActionResult } from "./result";

/** Bytes. The largest form of My data holds one attribute. */
const maxFormBytes = 16 * 1024;

/**
 * A plain form that posts to a route, which answers with a redirect (303). It works without JavaScript, Back and reload
 * write nothing, and no personal data stays in the tab. `submit` is a guarded action that returns where to go; `back`
 * is the page that reports a failure, and `question` the one that asks to sign in again.
 */
export function formRoute(
  submit: (fields: Readonly<Record<string, string>>) => Promise<ActionResult<string>>,
  back: string,
  question: (fields: Readonly<Record<string, string>>) => string = () => back,
) {
  return async (request: NextRequest): Promise<Response> => {
    const length = Number(request.headers.get("content-length") ?? Number.NaN);
    if (!(length <= maxFormBytes)) return seeOther("/refused");
    const data = await request.formData().catch(() => null);
    if (!data) return seeOther("/refused");
    const fields = [...data].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
    const posted = Object.fromEntries(fields);
    const result = await submit(posted);
    if (result.ok) return seeOther(result.value);
    if (result.code === "sign-in-again") return seeOther(question(posted));
    return seeOther(result.code === "unexpected" ? `${back}?failed=${result.reference ?? ""}` : "/refused");
  };
}
