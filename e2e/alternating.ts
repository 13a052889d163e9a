import { createServer, request } from "node:http";

/** The one address of several instances. Each request goes to the next one. */
export interface Front {
  /** How many requests each instance has had, in their order. */
  readonly asked: readonly number[];
  close(): void;
}

export async function listenInFront(port: number, instances: readonly string[]): Promise<Front> {
  const asked = instances.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn = (turn + 1) % instances.length;
    asked[turn] = (asked[turn] ?? 0) + 1;
    const { method, headers, url } = incoming;
    const passed = request(new URL(url ?? "/", instances[turn]), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((listening) => server.listen(port, "localhost", listening));
  return {
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
