// The app's server. It answers requests of applications to the OpenID provider itself and passes all others to Next.
// The provider's requests need no page, so this avoids the cost of rendering one.
//
//   node server.mjs start|dev -p PORT -H HOST
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import next from "next";
import { answerClientError, refusedAtTheEdge } from "./edge.mjs";
import { answerFailures } from "./failures.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: "string", short: "p" }, hostname: { type: "string", short: "H" } },
});
const [port, hostname] = [Number(values.port ?? 3000), values.hostname ?? "localhost"];
// Where an action that redirects asks this server for the next page. `next start` sets it, and a server like this one does
// not: behind a proxy that ends TLS, Next would speak TLS to itself.
const host = hostname.includes(":") ? `[${hostname}]` : hostname;
process.env["__NEXT_PRIVATE_ORIGIN"] ??= `http://${host}:${port}`;
const app = next({ dev: positionals[0] === "dev", dir: import.meta.dirname, hostname, port });
// Runs src/instrumentation.ts, which leaves `assentAnswer` and `assentFront` on globalThis: applications/answer.ts and
// platform/front/front.ts.
await app.prepare();
const handle = app.getRequestHandler();

// What is read once while a request is answered: src/platform/request-memory.ts.
const requests = new AsyncLocalStorage();
globalThis["assentRequests"] = requests;

const isFile = /^\/(_next\/static\/|icon\.svg(\?|$))/;
const isForApplications = /^\/(oidc\/|\.well-known\/openid-configuration(\?|$))/;

const server = createServer((request, response) => requests.run({}, answer, request, response));

function answer(request, response) {
  if (refusedAtTheEdge(request, response)) return;
  const answerApplication = globalThis["assentAnswer"];
  if (answerApplication && isForApplications.test(request.url ?? "")) answerApplication(request, response);
  // Under `next dev` its own page shows the error.
  else if (positionals[0] === "dev") void answerPage(request, response);
  else answerFailures(request, response, () => void answerPage(request, response).catch(() => response.destroy()));
}

async function answerPage(request, response) {
  const answeredByFront = globalThis["assentFront"];
  if (answeredByFront && !isFile.test(request.url ?? "") && (await answeredByFront(request, response))) return;
  await handle(request, response);
}
server.on("clientError", answerClientError);
if (positionals[0] === "dev") server.on("upgrade", app.getUpgradeHandler());
server.listen(port, hostname, () => console.log(`Ready on http://${hostname}:${port}`));

/** Accepts no new connections, finishes the open requests, then ends the process. */
function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
