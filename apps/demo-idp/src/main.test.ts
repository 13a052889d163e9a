import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";

const directory = new URL("..", import.meta.url);
const started: ChildProcess[] = [];
afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));

/** The program as the launcher runs it. `said` contains its output so far. */
function run(settings: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: directory,
    env: settings,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (text) => (said.out += text));
  child.stderr.on("data", (text) => (said.err += text));
  return { child, said };
}

async function occupyPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? String(address.port) : "";
  return { port, release: () => new Promise((resolve) => server.close(resolve)) };
}

test.each(["SIGTERM", "SIGINT"] as const)("prints one line when it listens, and ends at once on %s", async (signal) => {
  const { port, release } = await occupyPort();
  await release();
  const { child, said } = run({ DEMO_IDP_PORT: port, DEMO_IDP_CLIENT_SECRET: "the secret" });
  await once(child.stdout, "data");
  const open = await fetch(`http://127.0.0.1:${port}/`);
  expect(open.status).toBe(200);
  const asked = Date.now();
  child.kill(signal);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(Date.now() - asked).toBeLessThan(2000);
  expect(said.out).toBe(`demo-idp: Demo University listens on http://127.0.0.1:${port}, for http://localhost:3000\n`);
  expect(said.err).toBe("");
});

test("reports in one line that the port is taken", async () => {
  const { port, release } = await occupyPort();
  const { child, said } = run({ DEMO_IDP_PORT: port, DEMO_IDP_CLIENT_SECRET: "the secret" });
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said).toEqual({
    out: "",
    err: `demo-idp: port ${port} is already in use. Stop what uses it, or set DEMO_IDP_PORT to another port.\n`,
  });
  await release();
});

test("reports in one line which setting is missing", async () => {
  const { child, said } = run({});
  expect(await once(child, "close")).toEqual([1, null]);
  expect(said.err).toMatch(/^demo-idp: DEMO_IDP_CLIENT_SECRET must be set.*\n$/);
});
