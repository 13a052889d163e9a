import "server-only";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Provider } from "oidc-provider";
import { env } from "@/platform/env";

interface OwnRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Sends a request to the provider in this process, without a connection. It answers as for an application. */
export async function askProvider(
  provider: Provider,
  { method, path, headers, form }: OwnRequest,
): Promise<ProviderAnswer> {
  const body = new URLSearchParams(form).toString();
  const { host, protocol } = new URL(env().origin);
  const request = new IncomingMessage(new Socket());
  request.method = method;
  request.url = path;
  request.headers = {
    ...{ host, "x-forwarded-proto": protocol.slice(0, -1), accept: "application/json" },
    ...(form ? { "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length) } : {}),
    ...headers,
  };
  if (form) request.push(body);
  request.push(null);
  // Otherwise its end would look like a broken connection.
  request.complete = true;
  const response = new ServerResponse(request);
  const text = await new Promise<string>((ended, failed) => {
    response.end = (chunk?: unknown) => {
      ended(typeof chunk === "string" || Buffer.isBuffer(chunk) ? chunk.toString() : "");
      return response;
    };
    provider.callback()(request, response).catch(failed);
  });
  return { status: response.statusCode, json: readObject(text) };
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  const read: unknown = text === "" ? {} : JSON.parse(text);
  return typeof read === "object" && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
}
