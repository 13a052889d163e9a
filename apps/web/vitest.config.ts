import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // As in a server component: `server-only` is empty there and throws elsewhere.
  ssr: { resolve: { conditions: ["react-server", "node", "import", "default"] } },
  test: { include: ["*.test.ts", "src/**/*.test.{ts,tsx}"], server: { deps: { inline: ["server-only"] } } },
});
