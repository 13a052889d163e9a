import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import { development } from "../env";
import { escapeHtml } from "../escape-html";
import { chosenLanguage } from "../i18n/language-cookies";
import { findLanguage, requestLanguage } from "../i18n/languages";
import { messagesOf } from "../i18n/messages";
import { peekBody } from "./body";
import { cookieOf, type Incoming } from "./incoming";

// A page that was opened before an update can post a form whose action no longer exists. Next answers with plain text
// and loses what was typed. Names of actions depend only on their file and name (scripts/workspace/build-key.mjs), so
// this happens only if an action was really removed.

/** Bytes. Our largest form is smaller: see next.config.ts. */
const largest = 128 * 1024;

/**
 * A document that says so and contains what was typed, or null for any other request. Only for forms that are posted
 * without a script; with one, the page posts it once more in this way: ui/old-form.ts.
 */
export async function staleFormDocument(
  request: IncomingMessage,
  seen: Incoming,
  nonce: string,
): Promise<string | null> {
  const { method, header } = seen;
  if (development || method !== "POST" || header("next-action") !== null) return null;
  const type = header("content-type");
  if (!type?.startsWith("multipart/form-data")) return null;
  const length = Number(header("content-length") ?? Number.NaN);
  if (!(length > 0 && length <= largest)) return null;
  const body = await peekBody(request, length);
  const data = body && (await formIn(body, type));
  const id = data && actionIn(data);
  if (!data || !id || (await actionsOfThisBuild()).has(id)) return null;
  return documentOf(seen, typedIn(data), nonce);
}

const formIn = (body: Buffer, type: string): Promise<FormData | null> =>
  new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData().catch(() => null);

/** The id of the action that a form names: in the name of a field, or in the first part of a bound one. */
function actionIn(data: FormData): string | null {
  for (const [name, value] of data) {
    const plain = /^\$ACTION_ID_([0-9a-f]{40,64})$/.exec(name)?.[1];
    const bound =
      /^\$ACTION_\w+:0$/.test(name) && typeof value === "string" ? /"id":"([0-9a-f]{40,64})"/.exec(value) : null;
    const id = plain ?? bound?.[1];
    if (id) return id;
  }
  return null;
}

let actions: Promise<ReadonlySet<string>> | undefined;

function actionsOfThisBuild(): Promise<ReadonlySet<string>> {
  actions ??= readFile(join(process.cwd(), ".next/server/server-reference-manifest.json"), "utf8").then((text) => {
    const { node, edge } = JSON.parse(text) as Readonly<Record<"node" | "edge", object>>;
    return new Set([...Object.keys(node), ...Object.keys(edge)]);
  });
  actions.catch(() => (actions = undefined));
  return actions;
}

/** A secret never goes back into a page. */
const typedIn = (data: FormData): [string, string][] =>
  [...data].flatMap(([name, value]) =>
    typeof value === "string" && value !== "" && !name.startsWith("$ACTION") && !/secret/i.test(name)
      ? [[name, value] as [string, string]]
      : [],
  );

interface Words {
  readonly errors: { readonly stale: Readonly<Record<"title" | "text" | "typed" | "open", string>> };
}

async function documentOf(request: Incoming, typed: readonly [string, string][], nonce: string): Promise<string> {
  const { pathname, search } = request.url;
  const language = requestLanguage({
    path: pathname,
    chosen: chosenLanguage({ get: (name) => cookieOf(request, name) }),
    acceptLanguage: request.header("accept-language"),
  });
  const { stale: t } = ((await messagesOf(language)) as unknown as Words).errors;
  const direction = findLanguage(language)?.direction ?? "ltr";
  const fields = typed.map(
    ([name, value], index) =>
      `<p><label for="f${index}">${escapeHtml(name)}</label><br><textarea id="f${index}" rows="3" readonly>\n${escapeHtml(value)}</textarea></p>`,
  );
  return `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(t.title)}</title><style nonce="${nonce}">${look}</style><main><h1>${escapeHtml(t.title)}</h1><p>${escapeHtml(t.text)}</p><p><a href="${escapeHtml(pathname + search)}">${escapeHtml(t.open)}</a></p>${fields.length > 0 ? `<h2>${escapeHtml(t.typed)}</h2>${fields.join("")}` : ""}</main></html>`;
}

const look =
  ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:2rem 1rem}main{max-width:40rem;margin:auto}textarea{width:100%;box-sizing:border-box;font:inherit}";
