import { defineConfig } from "vitest/config";

// A property over a thousand sign-ins takes its time on a busy machine.
export default defineConfig({ test: { testTimeout: 30_000 } });
