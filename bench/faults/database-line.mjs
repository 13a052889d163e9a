// The way from one instance to PostgreSQL. It knows the protocol as far as needed to act at a named moment of a
// transaction: https://www.postgresql.org/docs/current/protocol-message-formats.html
import { once } from "node:events";
import { connect, createServer } from "node:net";

/**
 * `asked`: the statement has not reached the server. `answered`: it was carried out, and the app does not know.
 * @typedef {"asked" | "answered"} Moment
 */

export class DatabaseLine {
  #server;
  #target;
  #pairs = new Set();
  #traps = new Set();
  /** "open", "refused", or "swallowed": nothing arrives, and no one is told. */
  #state = "open";
  latencyMs = 0;

  /** @param {{ host: string, port: number }} target */
  static async open(target) {
    const line = new DatabaseLine(target);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  constructor(target) {
    this.#target = target;
    this.#server = createServer((client) => this.#take(client));
  }

  get port() {
    return this.#server.address().port;
  }

  /**
   * Resolves when a transaction that has executed a statement like `within` comes to a statement like `statement`. Then
   * `act` decides: "pass" or "cut", which ends the connection without passing it on.
   */
  trap({ moment, statement, within, act }) {
    return new Promise((sprung) => {
      this.#traps.add({ moment, statement, within, act, sprung });
    });
  }

  forgetTraps() {
    this.#traps.clear();
  }

  refuse() {
    this.#state = "refused";
    this.cut();
  }

  swallow() {
    this.#state = "swallowed";
  }

  /** What was swallowed never arrives. */
  restore() {
    if (this.#state === "swallowed") this.cut();
    this.#state = "open";
    this.latencyMs = 0;
  }

  cut() {
    for (const pair of this.#pairs) pair.destroy();
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #take(client) {
    client.on("error", () => client.destroy());
    if (this.#state === "refused") return client.resetAndDestroy();
    if (this.#state === "swallowed") {
      const pair = { destroy: () => client.destroy() };
      this.#pairs.add(pair);
      client.once("close", () => this.#pairs.delete(pair));
      return undefined;
    }
    const server = connect(this.#target.port, this.#target.host);
    const pair = {
      destroy: () => {
        client.destroy();
        server.destroy();
      },
    };
    this.#pairs.add(pair);
    for (const end of [client, server]) {
      end.setNoDelay(true);
      end.on("error", pair.destroy);
      end.once("close", () => {
        pair.destroy();
        this.#pairs.delete(pair);
      });
    }
    const talk = new Talk();
    const [toServer, toClient] = [this.#sender(server), this.#sender(client)];
    client.on("data", (chunk) => {
      const { messages, executes } = talk.asked(chunk);
      if (executes && this.#spring("asked", talk, executes) === "cut") return pair.destroy();
      for (const bytes of messages) toServer(bytes);
      return undefined;
    });
    server.on("data", (chunk) => {
      const done = talk.answered(chunk);
      if (done && this.#spring("answered", talk, done) === "cut") return pair.destroy();
      toClient(chunk);
      return undefined;
    });
    return undefined;
  }

  /** Sends in order, each part after half of the latency. */
  #sender(to) {
    const queue = [];
    const pump = () => {
      while (queue.length > 0) {
        const wait = queue[0].due - performance.now();
        if (wait > 0) return void setTimeout(pump, wait);
        const { bytes } = queue.shift();
        if (this.#state === "open" && !to.destroyed) to.write(bytes);
      }
    };
    return (bytes) => {
      queue.push({ due: performance.now() + this.latencyMs / 2, bytes });
      if (queue.length === 1) pump();
    };
  }

  #spring(moment, talk, executed) {
    for (const trap of this.#traps) {
      if (trap.moment !== moment || !executed.some((text) => trap.statement.test(text))) continue;
      if (trap.within && !talk.transaction.some((text) => trap.within.test(text))) continue;
      this.#traps.delete(trap);
      const verdict = trap.act?.() ?? "pass";
      trap.sprung();
      return verdict;
    }
    return "pass";
  }
}

/** What both sides of one connection have said. */
class Talk {
  /** The statements since the last BEGIN. */
  transaction = [];
  #fromClient = Buffer.alloc(0);
  #fromServer = Buffer.alloc(0);
  #isStarted = false;
  #prepared = new Map();
  /** Executed and not answered, in order. */
  #open = [];

  /** The complete messages that the client has sent, and the texts of the statements that they execute. */
  asked(chunk) {
    this.#fromClient = Buffer.concat([this.#fromClient, chunk]);
    const messages = [];
    const executes = [];
    for (;;) {
      const at = this.#isStarted ? 1 : 0;
      if (this.#fromClient.length < at + 4) break;
      const length = at + this.#fromClient.readInt32BE(at);
      if (this.#fromClient.length < length) break;
      const message = this.#fromClient.subarray(0, length);
      this.#fromClient = this.#fromClient.subarray(length);
      messages.push(message);
      if (this.#isStarted) this.#read(message, executes);
      // The first message has no type.
      this.#isStarted = true;
    }
    return { messages, executes: executes.length > 0 ? executes : null };
  }

  #read(message, executes) {
    const type = String.fromCharCode(message[0]);
    const words = () => message.toString("latin1", 5).split("\0", 2);
    if (type === "P") {
      const [name, text] = words();
      this.#prepared.set(name, text);
    }
    if (type !== "B" && type !== "Q") return;
    const text = type === "Q" ? words()[0] : (this.#prepared.get(words()[1]) ?? "");
    if (text === "begin") this.transaction = [];
    this.transaction.push(text);
    this.#open.push(text);
    executes.push(text);
  }

  /** The texts of the statements that this answer says are carried out. */
  answered(chunk) {
    this.#fromServer = Buffer.concat([this.#fromServer, chunk]);
    const done = [];
    while (this.#fromServer.length >= 5) {
      const length = 1 + this.#fromServer.readInt32BE(1);
      if (this.#fromServer.length < length) break;
      const type = String.fromCharCode(this.#fromServer[0]);
      this.#fromServer = this.#fromServer.subarray(length);
      // CommandComplete, EmptyQueryResponse; after an ErrorResponse everything up to ReadyForQuery is skipped.
      if (type === "C" || type === "I") {
        const text = this.#open.shift();
        if (type === "C" && text !== undefined) done.push(text);
      }
      if (type === "E") this.#open = [];
    }
    return done.length > 0 ? done : null;
  }
}
