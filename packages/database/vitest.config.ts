import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["./src/testing/global-setup.ts"],
    provide: {
      maintenanceUrl: process.env["TEST_DATABASE_URL"] ?? "",
      postgresBinaries: process.env["PG_BIN"] ?? "",
    },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
