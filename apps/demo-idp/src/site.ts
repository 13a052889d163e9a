import { readFileSync } from "node:fs";
import type { KoaContextWithOIDC } from "oidc-provider";
import { splitClaims } from "./claims.ts";
import { answerInteraction, type House } from "./interaction.ts";
import { homePage, notFoundPage } from "./pages/message.ts";

type Context = KoaContextWithOIDC;
type Next = () => Promise<unknown>;

const assets = new Map(
  [
    ["/style.css", "text/css"],
    ["/crest.svg", "image/svg+xml"],
  ].map(([path = "", type = ""]) => [
    path,
    { type, content: readFileSync(new URL(`./pages${path}`, import.meta.url), "utf8") },
  ]),
);

/** Everything around the protocol: pages, headers, and the two places where we replace the library's answer. */
export function addSite(house: House): void {
  house.provider.use(protect(house.appUrl));
  house.provider.use(servePages(house));
  house.provider.use(completeAnswers(house));
}

function protect(appUrl: string) {
  // Browsers apply form-action to redirects after a form too, and the last redirect leads to the application.
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action 'self' ${new URL(appUrl).origin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return async (ctx: Pick<Context, "set">, next: Next) => {
    ctx.set({
      "Content-Security-Policy": policy,
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    });
    await next();
  };
}

function servePages(house: House) {
  return async (ctx: Context, next: Next) => {
    const asset = assets.get(ctx.path);
    if (asset) {
      ctx.type = asset.type;
      ctx.body = asset.content;
    } else if (ctx.path === "/") {
      ctx.type = "html";
      ctx.body = homePage(house.appUrl);
    } else if (/^\/interaction\/[\w-]+$/.test(ctx.path)) {
      await answerInteraction(ctx, house);
    } else {
      await next();
    }
  };
}

function completeAnswers({ people, appUrl }: House) {
  return async (ctx: Context, next: Next) => {
    await next();
    const oidc: Context["oidc"] | undefined = ctx.oidc;
    if (!oidc) {
      if (ctx.status !== 404) return;
      ctx.type = "html";
      ctx.body = notFoundPage(appUrl);
      ctx.status = 404;
    } else if (oidc.route === "userinfo" && ctx.status === 200 && oidc.account) {
      const { others } = splitClaims(people.get(oidc.account.accountId) ?? {});
      ctx.body = { ...Object(ctx.body), ...others };
    } else if (oidc.route === "end_session" && ctx.status === 200 && !oidc.session?.accountId) {
      leaveWithoutSession(ctx, oidc);
    }
  };
}

/**
 * No one is signed in, so there is nothing to confirm: redirects to the address, which the library has already
 * checked. The library would answer with a page that submits itself by a script.
 */
function leaveWithoutSession(ctx: Context, oidc: Context["oidc"]): void {
  const { post_logout_redirect_uri: target, state } = oidc.params ?? {};
  const url = new URL(typeof target === "string" ? target : oidc.urlFor("end_session_success"));
  if (typeof target === "string" && typeof state === "string") url.searchParams.set("state", state);
  ctx.redirect(url.href);
  ctx.status = 303;
}
