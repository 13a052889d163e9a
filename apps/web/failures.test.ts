import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { refusedAtTheEdge } from "./edge.mjs";
import { answerFailures } from "./failures.mjs";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const failed = (isOutage: boolean) =>
  (globalThis as unknown as { assentFailed: (failure: object) => void }).assentFailed({
    reference: "0123ABCD",
    isOutage,
  });

// Next answers a route that fails with an empty page, and a page without a script too.
test.each([
  [true, "text/html,*/*", "/me?x=1", 303, "/unavailable?reference=0123ABCD&back=%2Fme%3Fx%3D1"],
  [false, "text/html", "/me", 303, "/failed?reference=0123ABCD&back=%2Fme"],
  [true, "text/html", "/unavailable", 503, null],
  [true, "*/*", "/.well-known/jwks.json", 503, null],
  [false, "application/json", "/api/receipts/verify", 500, null],
])("what failed (an outage: %s) for %s at %s is answered with %i", async (isOutage, accept, path, status, to) => {
  const url = await serve((request, response) => {
    const fail = async () => {
      await new Promise(setImmediate);
      failed(isOutage);
      response.writeHead(500, { "content-length": "7" }).end("of Next");
    };
    answerFailures(request, response, () => void fail());
  });
  const answer = await fetch(url + path, { headers: { accept }, redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([status, to]);
  expect(answer.headers.get("retry-after")).toBe(isOutage ? "5" : null);
  if (to === null) expect(await answer.json()).toMatchObject({ reference: "0123ABCD" });
});

test("a failure of one request is not another's", async () => {
  const url = await serve((request, response) => {
    answerFailures(request, response, () => {
      if (request.url === "/fails") failed(true);
      setTimeout(() => response.writeHead(500).end("of its own"), 50);
    });
  });
  const [one, other] = await Promise.all([fetch(`${url}/fails`), fetch(`${url}/other`)]);
  expect([one.status, other.status]).toEqual([503, 500]);
  expect(await other.text()).toBe("of its own");
});

// A request without an answer kept its browser waiting without a limit.
test.each([
  ["a page", "text/html", 303, /^\/unavailable\?reference=[0-9A-F]{8}&back=%2Fsign-in$/],
  ["a program", "application/json", 503, null],
])("%s that takes too long is told to come again, and what comes after is dropped", async (_, accept, status, to) => {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => lines.push(String(chunk)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  let wasDropped: (() => void) | undefined;
  const dropped = new Promise<void>((done) => (wasDropped = done));
  const url = await serve((request, response) => {
    response.setHeader("x-half-done", "1");
    const late = () => {
      response.setHeader("x-late", "1").writeHead(200, { "x-late": "2" }).end("late");
      wasDropped?.();
    };
    answerFailures(request, response, () => void setTimeout(late, 150), 50);
  });
  const headers = { accept };
  const answer = await fetch(`${url}/api/auth/callback/demo?code=canary`, { headers, redirect: "manual" });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(answer.headers.get("x-half-done")).toBeNull();
  if (to) expect(answer.headers.get("location")).toMatch(to);
  const reference = /[0-9A-F]{8}/.exec(answer.headers.get("location") ?? (await answer.text()))?.[0];
  expect(lines.join("")).toContain(`"reference":"${reference}"`);
  expect(lines.join("")).not.toContain("canary");
  await dropped;
});

test("what is answered in time is left alone", async () => {
  const url = await serve((request, response) => {
    const begin = () => {
      response.write("be");
      setTimeout(() => response.end("gun"), 200);
    };
    answerFailures(request, response, begin, 100);
  });
  expect(await (await fetch(url)).text()).toBe("begun");
});

// Next answered it with 500, and a form of ours with a page that does not say why.
test.each([
  [128 * 1024, 200],
  [128 * 1024 + 1, 413],
  [10 * 1024 * 1024, 413],
])("a request of %i bytes: %i, with the usual headers", async (bytes, status) => {
  const url = await serve((request, response) => {
    if (!refusedAtTheEdge(request, response)) request.resume().on("end", () => response.end());
  });
  const answer = await fetch(url, { method: "POST", body: "x".repeat(bytes) });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  if (status === 413) expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});
