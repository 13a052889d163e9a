// The first checks of every request, before Next or the OpenID provider sees it.

/** The address of the other end of the connection, for the pages. A client's own value under this name is replaced. */
const peerHeader = "x-assent-peer";

/** Headers of every answer, including files of the build. Pages get more in src/platform/front/. */
const fixed = {
  "x-content-type-options": "nosniff",
  // Browsers ignore it over http, so it does no harm on localhost.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

/** For answers that no page gives. */
export const refusal = {
  ...fixed,
  "content-type": "text/plain; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
};

/**
 * Answers malformed requests, which no browser sends, with 400, and too large ones with 413, without logging any part of
 * them. Otherwise sets the headers that every answer has, and returns false.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export function refusedAtTheEdge(request, response) {
  const wrong = isMalformed(request) ? /** @type {const} */ ([400, "Bad request"]) : tooLarge(request);
  if (wrong) {
    response.writeHead(wrong[0], { ...refusal, connection: "close" }).write(`${wrong[1]}\n`);
    endOnceSent(request, response);
    return true;
  }
  for (const [name, value] of Object.entries(fixed)) response.setHeader(name, value);
  request.headers[peerHeader] = request.socket.remoteAddress ?? "";
  return false;
}

/** @param {import("node:http").IncomingMessage} request */
function isMalformed({ method = "", url = "", headers: { host = "", referer, origin } }) {
  // TRACE repeats the request, cookies too (RFC 9110, section 9.3.8).
  if (!["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"].includes(method)) return true;
  if (!/^\/(?![/\\])/.test(url) || !isDecodable(url.split(/[?#]/, 1)[0] ?? "")) return true;
  if (host !== "" && !URL.canParse(`http://${host}/`)) return true;
  return [referer, origin].some((address) => address !== undefined && address !== "null" && !URL.canParse(address));
}

/**
 * A connection that is closed while a client still sends may be gone before it reads the answer. So the rest of the request
 * is thrown away first, for a while.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function endOnceSent(request, response) {
  const end = () => void response.end();
  const timer = setTimeout(end, 3000);
  request.resume().once("close", end).once("end", end);
  response.once("close", () => clearTimeout(timer));
}

/** Bytes. No form of ours is larger, and no request of an application: see next.config.ts. */
const largestBody = 128 * 1024;

/** The forms for pictures say themselves that one is too large. */
const takesPictures = /^\/admin\/[^?]*\/logo(\?|$)/;

/** @param {import("node:http").IncomingMessage} request */
function tooLarge({ url = "", headers }) {
  const length = Number(headers["content-length"] ?? 0);
  return length > largestBody && !takesPictures.test(url) ? /** @type {const} */ ([413, "Too large"]) : null;
}

/** Whether each escape of a path is a character, and not NUL, which the database refuses in text. */
function isDecodable(/** @type {string} */ path) {
  try {
    return !decodeURIComponent(path).includes("\0");
  } catch {
    return false;
  }
}

/**
 * Answers a request that is not HTTP, or whose head is too large, without repeating any of it.
 * @param {NodeJS.ErrnoException} error
 * @param {import("node:stream").Duplex} socket
 */
export function answerClientError({ code }, socket) {
  if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const headers = Object.entries({ ...refusal, connection: "close", "content-length": "0" });
  socket.end(`HTTP/1.1 ${status}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
}
