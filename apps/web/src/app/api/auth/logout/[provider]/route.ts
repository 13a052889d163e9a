import { receiveLogoutToken } from "@/sign-in/protocol/back-channel";
import { readText } from "@/platform/request-input";

/** Bytes. A logout token has a few hundred; this is four times what the largest keys and subjects need. */
const largestBody = 16 * 1024;

/**
 * Accepts a provider's logout token (back-channel logout). The provider's server sends it, so no cookie is read and
 * only the signature counts. https://openid.net/specs/openid-connect-backchannel-1_0.html#BCRequest
 */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }) {
  const tokens = await readTokens(request);
  const [token] = tokens;
  if (token === undefined || tokens.length > 1) return refused();
  const taken = await receiveLogoutToken((await params).provider, token).catch(() => false);
  return taken ? new Response(null, { status: 200, headers }) : refused();
}

// Section 2.8: neither answer may be cached.
const headers = { "cache-control": "no-store" };
const refused = () => Response.json({ error: "invalid_request" }, { status: 400, headers });

async function readTokens(request: Request): Promise<string[]> {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded") return [];
  const body = await readText(request, largestBody);
  return body === null ? [] : new URLSearchParams(body).getAll("logout_token");
}
