import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { peekBody } from "./body";

/** Answers with the body as it was peeked at, and as it was read afterwards. */
const server = createServer((request, response) => {
  lastPeek = "waits";
  void (async () => {
    const peeked = await peekBody(request, Number(request.headers["content-length"]));
    lastPeek = peeked === null ? "null" : "body";
    const read = peeked === null ? "" : await readers[request.url?.slice(1) as keyof typeof readers](request);
    response.end(JSON.stringify([peeked?.toString("utf8") ?? null, read]));
  })();
});
let lastPeek = "";
/** As Next reads the bodies of actions, and those of routes. */
const readers = {
  iterated: (request: IncomingMessage) => text(request),
  listened: (request: IncomingMessage) =>
    new Promise<string>((resolve) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => resolve(Buffer.concat(parts).toString("utf8")));
    }),
  wrapped: (request: IncomingMessage) =>
    new Request("http://a", { method: "POST", body: request, duplex: "half" } as unknown as RequestInit).text(),
  piped: (request: IncomingMessage) => text(request.pipe(new PassThrough())),
};
const ways = Object.keys(readers) as (keyof typeof readers)[];
let url: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const sent = async (body: string, way: string) =>
  (await fetch(`${url}/${way}`, { method: "POST", body })).json() as Promise<unknown>;

test.each(ways)("what reads the request afterwards (%s) gets the whole body", async (way) => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 300 }), fc.constantFrom(1, 400), async (part, times) => {
      const body = part.repeat(times).replaceAll(/[\ud800-\udfff]/g, "?");
      expect(await sent(body, way)).toEqual([body, body]);
    }),
    { numRuns: 40 },
  );
});

test("a body in many small pieces is put together", async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /iterated HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\nconnection: close\r\n\r\n");
  for (const letter of "in pieces") {
    await new Promise(setImmediate);
    socket.write(letter);
  }
  expect(await text(socket)).toContain('["in pieces","in pieces"]');
});

test("a connection that ends early has no body, and nothing waits for it", async () => {
  const { port } = server.address() as AddressInfo;
  lastPeek = "";
  const socket = connect(port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nhalf");
  await expect.poll(() => lastPeek).toBe("waits");
  socket.destroy();
  await expect.poll(() => lastPeek).toBe("null");
});
