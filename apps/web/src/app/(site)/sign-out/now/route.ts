import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { seeOther } from "@/platform/links/see-other";
import { endOwnSession } from "@/sign-in/protocol/sign-out";

const signedOut = guardedAction({ role: "anyone", input: z.object({}), run: () => endOwnSession() });

/**
 * Ends the session here, then shows the page that offers to end it at the provider too. A plain form and a route, so
 * that no personal data stays in the tab.
 */
export async function POST(): Promise<Response> {
  const result = await signedOut({});
  if (!result.ok && result.code === "not-allowed") return seeOther("/refused");
  // The browser no longer has the session; in the database it lasts until it expires.
  if (!result.ok) return seeOther(`/failed?reference=${result.reference ?? ""}&back=/sign-in`);
  const provider = result.value;
  const query = provider ? `?from=${encodeURIComponent(provider)}` : "";
  return seeOther(`/sign-out${query}`);
}
