import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, requireFreePort } from "./ports.mjs";

test.each(["127.0.0.1", "0.0.0.0"])(
  "a port that is in use on %s is named, with the setting to change",
  async (address) => {
    const server = createServer();
    server.listen(0, address);
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    try {
      const sentence = `Port ${port} is taken by another program. Stop that program, or set PORT to another port.`;
      await expect(requireFreePort({ setting: "PORT", port, host: "localhost" })).rejects.toThrow(sentence);
    } finally {
      server.close();
    }
  },
);

test("a free port passes", async () => {
  await requireFreePort({ setting: "PORT", port: await freePort(), host: "localhost" });
});

test("an address of another machine is refused by the name of the setting", async () => {
  const elsewhere = requireFreePort({ setting: "PORT", port: await freePort(), host: "192.0.2.1" });
  await expect(elsewhere).rejects.toThrow("HOST names an address that this machine cannot listen on");
});
