import type { IncomingMessage } from "node:http";

/**
 * The body of a request, whose length is known, without taking it away: what reads the request afterwards gets all of it.
 * Null if the connection ended before.
 */
export function peekBody(request: IncomingMessage, length: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (body: Buffer | null) => {
      request.off("data", onData).off("close", onEnd).off("end", onEnd);
      resolve(body);
    };
    const onEnd = () => finish(null);
    const onData = (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size < length) return;
      const body = Buffer.concat(parts);
      // In this order, and before the stream notices that nothing follows: then it has not ended.
      request.pause();
      request.unshift(body);
      finish(body);
      // As before it was looked at: a paused stream would not start for a new listener, and a Request takes none that was
      // read. https://github.com/nodejs/node/blob/main/lib/internal/streams/utils.js
      Object.assign(request, { readableFlowing: null, [Symbol.for("nodejs.stream.disturbed")]: false });
    };
    request.on("close", onEnd).on("end", onEnd).on("data", onData);
  });
}
