import type { EventEmitter } from "node:events";
import { createServer, type Server } from "node:http";
import type { Settings } from "./env.ts";
import { createPeople } from "./people.ts";
import { createProvider } from "./provider.ts";
import { createSigningKey } from "./signing-key.ts";
import { addSite } from "./site.ts";

export interface DemoIdp {
  /** `http://127.0.0.1:<port>`: the issuer, and the origin of all addresses. */
  issuer: string;
  close(): Promise<void>;
}

/**
 * Starts the provider on the loopback interface. Port 0 is any free one.
 * @throws the error of `listen`, for example with the code EADDRINUSE
 */
export async function startDemoIdp({ port, clientSecret, appUrl }: Settings): Promise<DemoIdp> {
  const signingKey = await createSigningKey();
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, port)}`;
  const people = createPeople();
  const provider = createProvider({ issuer, clientSecret, appUrl, signingKey, people });
  addSite({ provider, people, appUrl });
  // Prints the place and the class of an error, but not its message, which may contain what a person typed.
  const report = (error: Error) => {
    if (!isBrowserGone(error)) console.error(`demo-idp: unexpected ${error.name} ${placeOf(error)}`);
  };
  provider.on("server_error", (_ctx, error) => report(error));
  provider.on("backchannel.error", () => console.error("demo-idp: the application did not take a sign-out"));
  const koa: EventEmitter = provider;
  koa.on("error", report);
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
  return { issuer, close: () => close(server) };
}

/** Whether a person closed the page or pressed a link before the answer arrived. */
const isBrowserGone = (error: Error) => "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");

function placeOf(error: Error): string {
  return (
    error.stack
      ?.split("\n")
      .find((line) => line.startsWith("    at "))
      ?.trim() ?? ""
  );
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

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
