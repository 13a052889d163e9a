import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";

/** A way to a server that a test can cut. */
export interface Line {
  readonly url: string;
  /** Nothing arrives on it any more, and neither side is told. New connections are taken and say nothing. */
  swallow(): void;
  /** From now on, a new connection reaches the server only after so many milliseconds. */
  slowDown(ms: number): void;
  /** New connections arrive again. Those that were swallowed never come back. */
  restore(): void;
  close(): void;
}

/** A proxy before the server of this address. */
export async function lineTo(url: string): Promise<Line> {
  const { hostname, port } = new URL(url);
  const ends = new Set<Socket>();
  let isUp = true;
  let delayMs = 0;
  const proxy = createServer((client) => {
    ends.add(client.on("error", () => undefined));
    if (!isUp) return;
    const pass = () => {
      const server = connect(Number(port), hostname);
      ends.add(server.on("error", () => undefined));
      client.pipe(server).pipe(client);
      client.on("close", () => server.destroy());
    };
    if (delayMs > 0) setTimeout(pass, delayMs);
    else pass();
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const own = new URL(url);
  const address = proxy.address();
  own.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: own.href,
    swallow: () => {
      isUp = false;
      for (const end of ends) end.unpipe().pause();
    },
    slowDown: (ms) => {
      delayMs = ms;
    },
    restore: () => {
      isUp = true;
    },
    close: () => {
      for (const end of ends) end.destroy();
      proxy.close();
    },
  };
}

/** Stops every process of the server with this database directory, or lets them go on. Linux only. */
export async function freeze(directory: string, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
  const [first = ""] = readFileSync(join(directory, "data/postmaster.pid"), "utf8").split("\n");
  const postmaster = Number(first);
  process.kill(postmaster, signal);
  for (const pid of await childrenOf(postmaster)) process.kill(pid, signal);
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "latin1").catch(() => "")));
  return stats.flatMap((stat, index) =>
    Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent ? [Number(pids[index])] : [],
  );
}
