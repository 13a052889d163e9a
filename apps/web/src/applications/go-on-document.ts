import "server-only";
import type { KoaContextWithOIDC } from "oidc-provider";
import { env } from "@/platform/env";
import { escapeHtml } from "@/platform/escape-html";

/**
 * A document that continues by itself. Our forms may only lead to our pages (`form-action 'self'` applies to every
 * redirect that follows, CSP Level 3, section 6.4.2), so a redirect to an application starts again from this document.
 */
export function goOnDocument(address: string, name: string): Response {
  return new Response(htmlFor(address, name), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

/** The same for an answer of the library that would redirect one of our forms to an application. */
export function leadOnByDocument(ctx: KoaContextWithOIDC): void {
  const address = ctx.response.get("location");
  if (URL.parse(address, env().origin)?.origin === env().origin) return;
  ctx.remove("location");
  ctx.status = 200;
  ctx.type = "html";
  ctx.body = htmlFor(address, ctx.oidc.client?.clientName ?? new URL(address).host);
}

function htmlFor(address: string, name: string): string {
  const to = escapeHtml(address);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url=${to}"><title>${escapeHtml(name)}</title><p><a href="${to}">${escapeHtml(name)}</a></p></html>`;
}
