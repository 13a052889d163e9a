import "server-only";
import type { ServerResponse } from "node:http";
import { logFailedRequest } from "../failed-request";

/** Logs what failed before Next, and ends the answer; apps/web/failures.mjs puts the page with the reference in its place. */
export function endFailed(response: ServerResponse, error: unknown, route: string): void {
  void logFailedRequest(error, { route });
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
}
