// `node scripts/workspace.mjs …`: the same as `node scripts/run.mjs pnpm …`.
process.argv.splice(2, 0, "pnpm");
await import("./run.mjs");
