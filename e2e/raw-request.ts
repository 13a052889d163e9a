import { request } from "node:http";

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends the body in chunks, without saying how long it is. */
  readonly chunked?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookies: readonly string[];
  readonly body: string;
}

/** A request that no browser sends, with any Host, or with a body of unknown length. Does not follow redirects. */
export function rawRequest(
  url: string,
  { method = "GET", headers = {}, body, chunked }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((done, failed) => {
    const length = body === undefined || chunked ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(url, { method, headers: { ...headers, ...length } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => {
        const { location, "set-cookie": cookies = [] } = response.headers;
        done({ status: response.statusCode ?? 0, location, cookies, body: text });
      });
    });
    sent.on("error", failed);
    sent.end(body);
  });
}
