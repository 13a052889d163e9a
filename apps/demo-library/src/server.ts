import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { LibrarySettings } from "./env.ts";
import { endedPage, readerPage, signedOutPage, styleSheet, welcomePage } from "./pages.ts";
import { createReaders } from "./readers.ts";
import { endOf, signInThrough } from "./sign-in.ts";

export interface DemoLibrary {
  /** `http://127.0.0.1:<port>` */
  readonly home: string;
  close(): Promise<void>;
}

const clientId = "demo-library";

/** Starts the library on the loopback interface; port 0 is any free one. Errors: those of `listen`. */
export async function startDemoLibrary({ port, clientSecret, issuer }: LibrarySettings): Promise<DemoLibrary> {
  const server = createServer();
  const home = `http://127.0.0.1:${await listen(server, port)}`;
  const answer = createLibrary({ issuer, clientSecret, home });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      // Not its message, which may contain data from a request.
      console.error(`demo-library: unexpected ${error instanceof Error ? error.name : "error"}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  return {
    home,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Opening {
  readonly issuer: string;
  readonly clientSecret: string;
  readonly home: string;
}

function createLibrary({ issuer, clientSecret, home }: Opening) {
  const assent = signInThrough({ issuer, clientId, clientSecret, home });
  const readers = createReaders();
  // Browsers send cookies to every port of a host, so the port is part of the names.
  const prefix = `library-${new URL(home).port}`;
  const [browserCookie, readerCookie] = [`${prefix}-browser`, `${prefix}-reader`];

  async function showHome(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = cookieOf(request, readerCookie);
    const reader = readers.find(name);
    if (reader === undefined) return show(response, name === undefined ? welcomePage() : signedOutPage());
    if (reader.expiresAt <= Date.now()) return goTo(response, "/sign-in?quietly=1");
    const info = await assent.details(reader).catch(() => null);
    if (info === null) {
      readers.remove(name);
      return show(response, signedOutPage());
    }
    const { sub: subject, ...details } = info;
    for (const key of Object.keys(details)) reader.given.add(key);
    const gone = [...reader.given].filter((key) => !(key in details));
    show(response, readerPage({ details, gone, subject, issuer }));
  }

  async function begin(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const browser = cookieOf(request, browserCookie) ?? readers.newName();
    const { address, begun } = await assent.begin({ quietly: url.searchParams.has("quietly") });
    readers.begin(browser, begun);
    setCookie(response, browserCookie, browser);
    goTo(response, address);
  }

  async function comeBack(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const begun = readers.take(cookieOf(request, browserCookie), url.searchParams.get("state") ?? "");
    if (begun === undefined) return goTo(response, "/");
    try {
      const signedIn = await assent.finish(url, begun);
      readers.remove(cookieOf(request, readerCookie));
      setCookie(response, readerCookie, readers.add(signedIn));
      goTo(response, "/");
    } catch (error) {
      readers.remove(cookieOf(request, readerCookie));
      goTo(response, `/not-signed-in?because=${encodeURIComponent(endOf(error))}`);
    }
  }

  async function signOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = cookieOf(request, readerCookie);
    const reader = readers.find(name);
    readers.remove(name);
    goTo(response, reader === undefined ? "/" : await assent.signOutAddress(reader));
  }

  /** OpenID Connect Back-Channel Logout 1.0, section 2.8. */
  async function forget(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams((await request.toArray()).join("").slice(0, 16_384));
    const sid = await assent.endedSession(body.get("logout_token") ?? "").catch(() => null);
    if (sid !== null) readers.removeSession(sid);
    response.writeHead(sid === null ? 400 : 200, { "cache-control": "no-store" }).end();
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    protect(response);
    const url = new URL(request.url ?? "/", home);
    switch (`${request.method} ${url.pathname}`) {
      case "GET /":
        return showHome(request, response);
      case "GET /sign-in":
        return begin(request, response, url);
      case "GET /callback":
        return comeBack(request, response, url);
      case "GET /not-signed-in":
        return show(response, endedPage(url.searchParams.get("because") ?? ""));
      case "POST /sign-out":
        return signOut(request, response);
      case "POST /back-channel-logout":
        return forget(request, response);
      case "GET /style.css":
        return void response.setHeader("content-type", "text/css").end(styleSheet);
      default:
        response.statusCode = 404;
        return show(response, endedPage("access_denied"));
    }
  };
}

function protect(response: ServerResponse): void {
  response.setHeader("content-security-policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("cache-control", "no-store");
}

function show(response: ServerResponse, page: string): void {
  response.setHeader("content-type", "text/html; charset=utf-8").end(page);
}

function goTo(response: ServerResponse, address: string): void {
  response.writeHead(303, { location: address }).end();
}

/** Lax, because the answer comes from another site. */
function setCookie(response: ServerResponse, name: string, value: string): void {
  response.appendHeader("set-cookie", `${name}=${value}; HttpOnly; SameSite=Lax; Path=/`);
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : port);
    });
  });
}
