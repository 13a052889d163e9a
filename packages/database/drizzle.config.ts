import { defineConfig } from "drizzle-kit";

// No database is asked: migrations come from comparing the schema with the snapshots in migrations/meta.
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/schema/*.ts",
  out: "./migrations",
  casing: "snake_case",
});
