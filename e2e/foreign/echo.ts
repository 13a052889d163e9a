import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The site behind a program that signs people in: it shows the headers that it is called with. */
export class Echo {
  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Echo> {
    const server = createServer((request, response) => {
      response.setHeader("content-type", "text/html").setHeader("cache-control", "no-store");
      response.end(
        `<!doctype html><title>Site</title><h1>Site</h1><pre>${JSON.stringify(request.headers).replaceAll("<", "")}</pre>`,
      );
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new Echo(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
