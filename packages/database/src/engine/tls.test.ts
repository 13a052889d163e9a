import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createSecureContext, TLSSocket } from "node:tls";
import { certificate } from "@assent/testkit/certificates";
import { expect, onTestFinished, test } from "vitest";

// docs/production.md tells operators how to encrypt the connection to the database. These tests check that it works,
// and that nothing is sent before the server has proved its identity.

/** Answers the request for encryption like PostgreSQL, and keeps what clients send first, unencrypted and encrypted. */
async function startServer(encrypts: boolean) {
  const heard = { inTheClear: "", encrypted: "" };
  const context = createSecureContext({
    cert: readFileSync(certificate("localhost.pem")),
    key: readFileSync(certificate("localhost-key.pem")),
  });
  const secure = (socket: Socket) => {
    const encrypted = new TLSSocket(socket, { isServer: true, secureContext: context });
    encrypted
      .on("error", () => {})
      .on("data", (said) => {
        heard.encrypted += said.toString("latin1");
        encrypted.destroy();
      });
  };
  const server = createServer((socket) => {
    socket
      .on("error", () => {})
      .once("data", (said) => {
        // SSLRequest: https://www.postgresql.org/docs/18/protocol-message-formats.html
        const asks = said.length === 8 && said.readInt32BE(4) === 80_877_103;
        if (!asks) heard.inTheClear += said.toString("latin1");
        if (!asks) return void socket.destroy();
        socket.write(encrypts ? "S" : "N");
        if (encrypts) secure(socket);
        else socket.on("data", (more) => (heard.inTheClear += more.toString("latin1")));
      });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, heard };
}

/** Opens the database in its own process, because certificate authorities are read when Node.js starts. */
async function open(url: string, authority: string | null): Promise<void> {
  const open = new URL("open.ts", import.meta.url).href;
  const script = `import { openDatabase } from ${JSON.stringify(open)};
    await openDatabase({ url: process.env.URL_TO_OPEN }).catch(() => {}); process.exit(0);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    cwd: join(import.meta.dirname, "../../../../apps/web"),
    env: {
      URL_TO_OPEN: url,
      ...(authority === null ? {} : { NODE_EXTRA_CA_CERTS: authority }),
    },
    stdio: "ignore",
  });
  await once(child, "exit");
}

const userName = "assent_canary";

test.each([
  ["an authority that is known", "verify-full", true, certificate("authority.pem"), "encrypted"],
  ["an unknown authority", "verify-full", true, null, "nothing"],
  ["no encryption at all", "verify-full", false, certificate("authority.pem"), "nothing"],
  ["any authority, if the server need not prove its identity", "require", true, null, "encrypted"],
  ["no encryption where it is required", "require", false, null, "nothing"],
] as const)("%s (%s): %#", { timeout: 60_000 }, async (_, mode, encrypts, authority, expected) => {
  const { port, heard } = await startServer(encrypts);
  await open(`postgres://${userName}:secret@localhost:${port}/assent?sslmode=${mode}&connect_timeout=3`, authority);
  expect(heard.inTheClear).not.toContain(userName);
  expect(heard.encrypted.includes(userName)).toBe(expected === "encrypted");
});

test("a host that is not in the certificate is refused", { timeout: 60_000 }, async () => {
  const { port, heard } = await startServer(true);
  const url = `postgres://${userName}:secret@127.0.0.1:${port}/assent?sslmode=verify-full&connect_timeout=3`;
  await open(url, certificate("authority.pem"));
  expect(heard).toEqual({ inTheClear: "", encrypted: "" });
});
