// What a request is answered with when nothing of ours caught its error, or nothing answers it. Next's own answer has no
// words without a script, and a route's has none at all.
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { refusal } from "./edge.mjs";

/** @typedef {{ readonly reference: string, readonly isOutage: boolean }} Failure `isOutage`: the database cannot serve now */
/** @typedef {{ failure: Failure | null, isAnswered: boolean }} State */

/** @type {AsyncLocalStorage<State>} */
const requests = new AsyncLocalStorage();

/** Milliseconds. Longer than a sign-in that waits for the database twice and for three answers of a provider. */
const longestWait = 40_000;
/** The administration ends consents and checks the ledger while an administrator waits. */
const longestWaitOfAdministrators = 600_000;

/** src/instrumentation.ts tells here what has failed in the request that is being answered. */
Object.assign(globalThis, {
  assentFailed: (/** @type {Failure} */ failure) => {
    const state = requests.getStore();
    if (state) state.failure ??= failure;
  },
});

/**
 * Lets `handle` answer. Where it fails, people are sent to a page that says so with the reference of the log line, and
 * programs get a status.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {() => void} handle
 * @param {number} [ms]
 */
export function answerFailures(request, response, handle, ms = longestWaitFor(request)) {
  /** @type {State} */
  const state = { failure: null, isAnswered: false };
  const original = { writeHead: response.writeHead, write: response.write, end: response.end };
  const isOver = () => {
    if (state.isAnswered) return true;
    if (response.headersSent || state.failure === null || response.statusCode < 500) return false;
    answer(state.failure);
    return true;
  };
  const answer = (/** @type {Failure} */ failure) => {
    const { status, headers, body } = answerTo(request, failure);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    original.writeHead.call(response, status, { ...refusal, ...headers });
    state.isAnswered = true;
    original.end.call(response, body, "utf8");
  };
  // The answering code calls these, and does not notice that the answer was already sent.
  Object.assign(response, {
    writeHead: (/** @type {number} */ status, /** @type {any[]} */ ...rest) => {
      response.statusCode = status;
      return isOver() ? response : original.writeHead.call(response, status, ...rest);
    },
    write: (/** @type {any[]} */ ...args) => isOver() || Reflect.apply(original.write, response, args),
    end: (/** @type {any[]} */ ...args) => (isOver() ? response : Reflect.apply(original.end, response, args)),
  });
  const setHeader = response.setHeader;
  response.setHeader = (name, value) => (state.isAnswered ? response : setHeader.call(response, name, value));
  const timer = setTimeout(() => {
    if (!response.headersSent && !state.isAnswered) answer(tooSlow());
  }, ms);
  response.once("close", () => clearTimeout(timer));
  requests.run(state, handle);
}

/** @param {import("node:http").IncomingMessage} request */
const longestWaitFor = ({ url = "" }) => (/^\/admin(\/|\?|$)/.test(url) ? longestWaitOfAdministrators : longestWait);

/** @returns {Failure} */
function tooSlow() {
  const reference = randomBytes(4).toString("hex").toUpperCase();
  const line = { at: new Date().toISOString(), level: "error", event: "request-too-slow", reference };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  return { reference, isOutage: true };
}

/** @param {import("node:http").IncomingMessage} request @param {Failure} failure */
function answerTo({ method, url = "/", headers }, { reference, isOutage }) {
  const page = isOutage ? "/unavailable" : "/failed";
  const retry = isOutage ? { "retry-after": "5" } : {};
  const [path = "/"] = url.split("?", 1);
  // A page that says that something failed must not lead to itself.
  const isForPerson = (headers.accept ?? "").includes("text/html") && !["/unavailable", "/failed"].includes(path);
  if (!isForPerson) {
    const error = isOutage ? "temporarily_unavailable" : "server_error";
    const json = { "content-type": "application/json", ...retry };
    return { status: isOutage ? 503 : 500, headers: json, body: JSON.stringify({ error, reference }) };
  }
  const back = backOf(method, url, headers.referer);
  const location = `${page}?reference=${reference}&back=${encodeURIComponent(back)}`;
  return { status: 303, headers: { location, ...retry }, body: "" };
}

/** Where to try again. Never an address with a provider's answer in it, which works once. @param {string} [method] @param {string} [url] @param {string} [referer] */
function backOf(method, url = "/", referer) {
  if (method === "GET") return url.startsWith("/api/") ? "/sign-in" : url;
  const from = referer === undefined ? null : URL.parse(referer);
  return from === null ? "/" : from.pathname;
}
