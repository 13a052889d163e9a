// An HTTP proxy: the front of both instances, and the way to the identity provider.
import { once } from "node:events";
import { createServer, request } from "node:http";

export class HttpLine {
  #server;
  #turn = 0;
  /** `how(incoming)` is one of: "pass", "refuse", "fail", "swallow", "cut", or a number of milliseconds to wait first. */
  #how = () => "pass";
  #held = new Set();
  #traps = new Set();
  /** @type {string[]} */
  paths = [];

  /** @param {{ port: number, host: string, targets: number[] }} options `targets`: in turns, and the next if one is down */
  static async open({ port, host, targets }) {
    const line = new HttpLine(targets, host);
    line.#server.listen(port, host);
    await once(line.#server, "listening");
    return line;
  }

  constructor(targets, host) {
    this.#server = createServer((incoming, outgoing) => this.#take(incoming, outgoing, targets, host));
  }

  /** @param {(incoming: import("node:http").IncomingMessage) => string | number} how */
  treat(how) {
    this.#how = how;
  }

  restore() {
    this.#how = () => "pass";
    for (const one of this.#held) one.destroy();
  }

  /** Resolves when `matches(incoming)`: at "asked" or, with its answer there and not passed on, at "answered". */
  trap({ moment, matches, act }) {
    return new Promise((sprung) => {
      this.#traps.add({ moment, matches, act, sprung });
    });
  }

  forgetTraps() {
    this.#traps.clear();
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #take(incoming, outgoing, targets, host) {
    this.paths.push(incoming.url ?? "");
    incoming.on("error", () => outgoing.destroy());
    if (this.#spring("asked", incoming) === "cut") return outgoing.destroy();
    const how = this.#how(incoming);
    const socket = incoming.socket;
    switch (how) {
      case "refuse":
        return socket.resetAndDestroy();
      case "swallow":
        this.#held.add(socket);
        socket.once("close", () => this.#held.delete(socket));
        return undefined;
      case "fail":
        return outgoing.writeHead(500, { "content-type": "text/plain" }).end("Internal Server Error");
      default:
    }
    this.#turn += 1;
    const first = this.#turn % targets.length;
    const order = [...targets.slice(first), ...targets.slice(0, first)];
    const body = [];
    incoming.on("data", (chunk) => body.push(chunk));
    incoming.once("end", () => {
      const pass = () => this.#pass({ incoming, outgoing, body: Buffer.concat(body), order, host, how });
      if (typeof how === "number") setTimeout(pass, how);
      else pass();
    });
    return undefined;
  }

  #pass({ incoming, outgoing, body, order: [port, ...others], host, how }) {
    const { method, headers, url } = incoming;
    const passed = request({ host, port, method, path: url, headers, agent: false }, (answer) => {
      if (this.#spring("answered", incoming) === "cut") {
        answer.destroy();
        return outgoing.destroy();
      }
      answer.on("error", () => outgoing.destroy());
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (how !== "cut") return answer.pipe(outgoing);
      return answer.once("data", (chunk) =>
        outgoing.write(chunk.subarray(0, chunk.length >> 1), () => outgoing.destroy()),
      );
    });
    passed.on("error", (error) => {
      // Nothing was sent where no one listens, so another instance may have it.
      if (error.code === "ECONNREFUSED" && others.length > 0) {
        return this.#pass({ incoming, outgoing, body, order: others, host, how });
      }
      return outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end();
    });
    passed.end(body);
    outgoing.once("close", () => passed.destroy());
  }

  #spring(moment, incoming) {
    for (const trap of this.#traps) {
      if (trap.moment !== moment || !trap.matches(incoming)) continue;
      this.#traps.delete(trap);
      const verdict = trap.act?.() ?? "pass";
      trap.sprung();
      return verdict;
    }
    return "pass";
  }
}
