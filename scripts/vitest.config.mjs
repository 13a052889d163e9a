import { defineConfig } from "vitest/config";

// Each test starts and stops programs, which is slow, and two files at once are enough for two cores.
export default defineConfig({
  test: { include: ["**/*.test.mjs"], testTimeout: 30_000, hookTimeout: 120_000, maxWorkers: 2 },
});
