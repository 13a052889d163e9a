import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { guardedFetch } from "./guarded-fetch.ts";
import { closeServer, expectFederationError, listen } from "./testing.ts";

const inside = guardedFetch({ allowHttpLoopback: true });
const outside = guardedFetch({ allowHttpLoopback: false });

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => closeServer(server));
  return listen(server);
}

describe("where a request may go", () => {
  test.each([
    "http://idp.example/",
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1/",
    "http://localhost.idp.example/",
    "http://127.0.0.1.idp.example/",
    "http://[::ffff:127.0.0.1]/",
    "http://0.0.0.0/",
    "https://canary:canary@idp.example/",
    "https://canary@idp.example/",
    "ftp://idp.example/",
    "file:///etc/hosts",
    "data:application/json,{}",
    "javascript:0",
    "/userinfo",
    "",
  ])("refuses %s even where loopback is allowed", async (address) => {
    await expectFederationError(inside(address), "address-not-allowed", ["canary"]);
  });

  test("refuses plain http to this machine unless it is allowed", async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked += 1;
      response.end("{}");
    });
    await expectFederationError(outside(origin), "address-not-allowed");
    expect(asked).toBe(0);
    expect((await inside(origin)).status).toBe(200);
    expect(asked).toBe(1);
  });

  test("checks the address of a Request and of a URL too", async () => {
    await expectFederationError(inside(new Request("http://idp.example/")), "address-not-allowed");
    await expectFederationError(inside(new URL("http://idp.example/")), "address-not-allowed");
  });
});

describe("the response", () => {
  test("has its status, its headers and a readable body", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(418, { "content-type": "application/json", "x-other": "1" }).end('{"a":1}');
    });
    const response = await inside(`${origin}/path`);
    expect(response).toBeInstanceOf(Response);
    expect(response.status).toBe(418);
    expect(response.headers.get("x-other")).toBe("1");
    expect(await response.clone().json()).toEqual({ a: 1 });
    expect(await response.text()).toBe('{"a":1}');
  });

  test("answers a request with the caller's method, headers and form body, also from a Request", async () => {
    const origin = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        response.end([request.method, request.headers.authorization, request.headers["content-type"], body].join("|"));
      });
    });
    const init = { method: "POST", headers: { authorization: "Basic eDp5" }, body: new URLSearchParams({ code: "c" }) };
    const expected = "POST|Basic eDp5|application/x-www-form-urlencoded;charset=UTF-8|code=c";
    expect(await (await inside(origin, init)).text()).toBe(expected);
    expect(await (await inside(new Request(origin, init))).text()).toBe(expected);
  });

  test("may be without a body", async () => {
    const origin = await serve((_request, response) => response.writeHead(204).end());
    const response = await inside(origin);
    expect([response.status, await response.text()]).toEqual([204, ""]);
  });

  test("is decoded", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync('{"a":1}'));
    });
    const response = await inside(origin);
    expect(await response.json()).toEqual({ a: 1 });
    expect(response.headers.get("content-encoding")).toBeNull();
  });
});

describe("redirects", () => {
  test.each([300, 301, 302, 303, 304, 307, 308])("a %i is refused and not followed", async (status) => {
    const asked: string[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(request.url === "/" ? status : 200, { location: "/there" }).end();
    });
    // A caller cannot enable redirects either.
    await expectFederationError(inside(`${origin}/`, { redirect: "follow" }), "redirect-refused");
    expect(asked).toEqual(["/"]);
  });
});

describe("size", () => {
  const limited = guardedFetch({ allowHttpLoopback: true, maxBytes: 1000 });

  test("a body of exactly the limit passes, one byte more does not", async () => {
    const origin = await serve((request, response) => response.end("x".repeat(Number(request.url?.slice(1)))));
    expect(await (await limited(`${origin}/1000`)).text()).toHaveLength(1000);
    await expectFederationError(limited(`${origin}/1001`), "too-large");
  });

  test("an endless body is cut off even if no length was announced", async () => {
    let stopped: () => void;
    const disconnected = new Promise<void>((resolve) => (stopped = resolve));
    const origin = await serve((_request, response) => {
      const more = () => {
        while (response.write("x".repeat(500)));
      };
      response.on("drain", more).on("close", () => stopped());
      more();
    });
    await expectFederationError(limited(origin), "too-large");
    await disconnected;
  });

  test("a small body that unpacks to a large one is refused", async () => {
    const packed = gzipSync("x".repeat(1_000_000));
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.byteLength }).end(packed);
    });
    expect(packed.byteLength).toBeLessThan(2_000);
    await expectFederationError(guardedFetch({ allowHttpLoopback: true, maxBytes: 50_000 })(origin), "too-large");
  });
});

describe("time", () => {
  const hurried = guardedFetch({ allowHttpLoopback: true, timeoutMs: 60 });

  test("a server that never answers", async () => {
    const origin = await serve(() => {});
    await expectFederationError(hurried(origin), "timed-out");
  });

  test("a server that never finishes its body", async () => {
    const origin = await serve((_request, response) => void response.writeHead(200).write("{"));
    await expectFederationError(hurried(origin), "timed-out");
  });

  test("a server that sends slowly", async () => {
    const origin = await serve((_request, response) => {
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
    });
    await expectFederationError(hurried(origin), "timed-out");
  });

  test("the caller's own abort rejects with the caller's reason", async () => {
    const origin = await serve(() => {});
    const reason = new Error("not needed any more");
    const attempt = inside(origin, { signal: AbortSignal.abort(reason) });
    await expect(attempt).rejects.toBe(reason);
    const underway = new AbortController();
    const second = inside(new Request(origin, { signal: underway.signal }));
    underway.abort(reason);
    await expect(second).rejects.toBe(reason);
  });
});

describe("unreachable servers", () => {
  test("a closed port is reported with its system code", async () => {
    const server = createServer();
    const origin = await listen(server);
    await closeServer(server);
    await expectFederationError(inside(`${origin}/token?code=canary`), "unreachable", ["canary"]);
    await expect(inside(origin)).rejects.toThrow(/ECONNREFUSED/);
  });

  test("a connection that breaks in the middle", async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.destroy());
    });
    await expectFederationError(inside(origin), "unreachable");
  });

  test("a header that cannot be sent is not quoted", async () => {
    const origin = await serve((_request, response) => response.end());
    const attempt = inside(origin, { headers: { authorization: "Bearer canary\u0000" } });
    await expectFederationError(attempt, "unreachable", ["canary"]);
  });
});
