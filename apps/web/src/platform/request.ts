import "server-only";
import { cookies, headers } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";
import { requestMemory } from "./request-memory";

/** The cookies of the request, with those that its answer sets. */
export interface CookieJar {
  get(name: string): { readonly value: string } | undefined;
  getAll(): readonly { readonly name: string; readonly value: string }[];
  has(name: string): boolean;
  set(name: string, value: string, options: CookieOptions): unknown;
}
type CookieOptions = NonNullable<Parameters<NextResponse["cookies"]["set"]>[2]>;

/** A request that is answered before Next, with the cookies that its answer sets: see platform/front/short-routes.ts. */
export interface ShortRequest {
  readonly request: NextRequest;
  /** Holds the cookies that are set on the way to an answer. */
  readonly set: NextResponse;
}

export const shortRequest = (request: NextRequest): ShortRequest => ({ request, set: new NextResponse() });

/** The cookies of the request that is being answered, by Next or before it. Pages can only read them. */
export async function requestCookies(): Promise<CookieJar> {
  const short = requestMemory()?.short;
  return short ? jarOf(short) : await cookies();
}

/** The headers of the request that is being answered, by Next or before it. */
export async function requestHeaders(): Promise<Pick<Headers, "get" | "has">> {
  return requestMemory()?.short?.request.headers ?? (await headers());
}

/** As Next's: what was set counts from then on, and an empty cookie is still one. */
function jarOf({ request, set: { cookies: changed } }: ShortRequest): CookieJar {
  const get = (name: string) => changed.get(name) ?? request.cookies.get(name);
  return {
    get,
    getAll: () => [...request.cookies.getAll().filter(({ name }) => !changed.has(name)), ...changed.getAll()],
    has: (name) => get(name) !== undefined,
    set: (name, value, options) => changed.set(name, value, options),
  };
}
