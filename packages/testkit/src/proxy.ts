import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { connect, type Socket } from "node:net";

interface ProxyOptions {
  /** Called with what the proxy is asked for, `host:port`, and the headers. */
  readonly asked?: (target: string, headers: IncomingHttpHeaders) => void;
  /** What it answers; 200 if it leads on. */
  readonly status?: number;
}

/** An HTTP proxy that leads every name to this machine (RFC 9110, section 9.3.6). It does not listen yet. */
export function newProxy({ asked = () => {}, status = 200 }: ProxyOptions = {}): Server {
  const server = createServer();
  server.on("connect", ({ url = "", headers }, socket: Socket) => {
    asked(url, headers);
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const target = connect(Number(url.split(":")[1]), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    for (const one of [socket, target]) one.on("error", () => [socket, target].map((each) => each.destroy()));
  });
  return server;
}
