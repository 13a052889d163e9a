import { launch } from "./start.mjs";

/** `npm run dev`: data of its own, because its schema may run ahead of what the built app knows. */
export async function run() {
  await launch({ dataDir: ".data-dev", mode: "development" });
}
