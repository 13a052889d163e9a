import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { NextRequest } from "next/server";
import { requestMemory } from "../request-memory";
import { endFailed } from "./failed-answer";
import { type ShortRequest, shortRequest } from "../request";

type Handler = (
  request: NextRequest,
  context: { readonly params: Promise<Record<string, string>> },
) => Promise<Response>;

/** A route of Next whose GET is answered before Next: one that needs no page, at an address like `/sign-in/[provider]`. */
export interface ShortRoute {
  readonly path: string;
  readonly GET: Handler;
}

interface Short extends ShortRoute {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

const readRoute = ({ path, GET }: ShortRoute): Short => {
  const names = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");
  return { pattern: new RegExp(`^${path.replaceAll(/\[\w+\]/g, "([^/]+)")}$`), names, path, GET };
};

/**
 * Answers the GETs of these routes without Next, whose router costs as much processor as they do. They are its routes all
 * the same: it answers every other method, and other spellings of the address.
 */
export function shortRoutes(routes: readonly ShortRoute[]) {
  const known = routes.map(readRoute);
  return async (request: IncomingMessage, response: ServerResponse, { pathname, href }: URL): Promise<boolean> => {
    const memory = requestMemory();
    if (request.method !== "GET" || memory === undefined) return false;
    for (const { pattern, names, path, GET } of known) {
      const found = pattern.exec(pathname);
      if (!found) continue;
      const short = shortRequest(new NextRequest(href, { headers: headersOf(request) }));
      memory.short = short;
      const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
      try {
        await send(response, await GET(short.request, { params: Promise.resolve(params) }), short);
      } catch (error) {
        endFailed(response, error, path);
      }
      return true;
    }
    return false;
  };
}

function headersOf({ headers }: IncomingMessage): Headers {
  const made = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of value === undefined ? [] : [value].flat()) made.append(name, one);
  }
  return made;
}

/** As Next does it: cookies of the answer replace those of the same name that were set on the way. */
async function send(response: ServerResponse, answer: Response, { set }: ShortRequest): Promise<void> {
  const own = answer.headers.getSetCookie();
  const named = new Set(own.map(nameOf));
  const cookies = [...own, ...set.headers.getSetCookie().filter((cookie) => !named.has(nameOf(cookie)))];
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.appendHeader(name, value);
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.end(Buffer.from(await answer.arrayBuffer()));
}

const nameOf = (cookie: string) => cookie.slice(0, cookie.indexOf("="));
