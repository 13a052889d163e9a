import { connect } from "node:net";
import { expect, test } from "@playwright/test";
import { rawRequest } from "../raw-request.ts";
import { withProduct } from "../with-product.ts";

// Requests that no browser sends, and the address of the app: answers are short, have the usual headers and repeat
// nothing.
const product = withProduct({ host: "127.0.0.1" });

/** Sends raw text, and returns the raw answer. */
function send(text: string): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect(product().port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("latin1").on("data", (part: string) => (answer += part));
    socket.on("close", () => done(answer));
    socket.on("error", failed);
  });
}

const request = (line: string, headers: readonly string[] = []) =>
  send([line, `Host: localhost:${product().port}`, "Connection: close", ...headers, "", ""].join("\r\n"));

const canary = "canary-of-the-edge";
const malformed: readonly (readonly [string, () => Promise<string>])[] = [
  ["an escape that is none", () => request(`GET /${canary}%E0%A4%A HTTP/1.1`)],
  ["an escape of half a character", () => request(`GET /me/%ff${canary} HTTP/1.1`)],
  ["NUL", () => request(`GET /admin/users/${canary}%00 HTTP/1.1`)],
  ["TRACE", () => request(`TRACE /${canary} HTTP/1.1`)],
  ["an address that begins with another host", () => request(`GET //evil.example/${canary} HTTP/1.1`)],
  ["a whole address", () => request(`GET http://evil.example/${canary} HTTP/1.1`)],
  ["a Referer that is none", () => request("GET /sign-in HTTP/1.1", [`Referer: ${canary}`])],
  ["an Origin that is none", () => request("GET /sign-in HTTP/1.1", [`Origin: ${canary}`])],
  ["a Host that is none", () => send(`GET /${canary} HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n`)],
  ["no HTTP at all", () => send(`${canary}\r\n\r\n`)],
  ["no method", () => send(`${canary} / HTTP/1.1\r\nHost: x\r\n\r\n`)],
];

for (const [what, sends] of malformed) {
  test(`${what} is a bad request, and no part of it is repeated or logged @script`, async () => {
    const answer = await sends();
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const header of ["x-content-type-options: nosniff", "strict-transport-security: ", "x-frame-options: DENY"]) {
      expect(answer.toLowerCase()).toContain(header.toLowerCase());
    }
    expect(answer).not.toContain(canary);
    expect(product().logs()).not.toContain(canary);
  });
}

test("a head that is too large is refused, and the app keeps running @script", async () => {
  const answer = await request("GET /sign-in HTTP/1.1", [`X-Long: ${"x".repeat(20_000)}`]);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  expect((await rawRequest(`${product().url}/api/health`, {})).status).toBe(200);
});

test("pages with a status are answered by the app itself, once, for any HOST @script @core", async () => {
  for (const host of [`localhost:${product().port}`, `127.0.0.1:${product().port}`, "id.example.org", "[::1]"]) {
    for (const [path, status] of [
      ["/refused", 403],
      ["/failed", 500],
      ["/sign-in", 200],
    ] as const) {
      const answer = await rawRequest(product().url + path, { headers: { host } });
      expect(answer.status, `${host} ${path}`).toBe(status);
      expect(answer.body).toContain("</html>");
    }
  }
});

test("files of the build have the headers that pages have @script", async () => {
  const page = await rawRequest(`${product().url}/sign-in`, {});
  const file = /\/_next\/static\/[^"]+\.css/.exec(page.body)?.[0] ?? "";
  expect(file).not.toBe("");
  for (const path of [file, "/icon.svg"]) {
    const answer = await request(`GET ${path} HTTP/1.1`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
    expect(answer.toLowerCase()).toContain("strict-transport-security: max-age=31536000");
  }
});
