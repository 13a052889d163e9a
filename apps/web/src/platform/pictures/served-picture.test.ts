import { describe, expect, it } from "vitest";
import { pictureAddress, servedPicture } from "./served-picture";

describe("servedPicture", () => {
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
  const picture = { type: "image/png", picture: bytes.toString("base64"), hash: "ab".repeat(32) } as const;
  const asked = (path: string) => servedPicture(new Request(`https://assent.example${path}`), picture);

  it("is cached forever under the address with its hash, and briefly under any other", async () => {
    const named = asked(pictureAddress("/logo", picture.hash));
    expect(Object.fromEntries(named.headers)).toEqual({
      "content-type": "image/png",
      "content-disposition": "inline",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(Buffer.from(await named.arrayBuffer()).equals(bytes)).toBe(true);
    for (const other of ["/logo", "/logo?v=", `/logo?v=${picture.hash}`, "/logo?v=cdcdcdcdcdcdcdcd"]) {
      expect(asked(other).headers.get("cache-control"), other).toBe("public, max-age=300");
    }
  });

  it("is 404 if there is no picture", () => {
    expect(servedPicture(new Request("https://assent.example/logo"), null).status).toBe(404);
  });
});
