import { launch } from "./start.mjs";

/** `npm run dev`: with separate data, because its schema may be newer than that of the built app. */
export async function run() {
  await launch({ dataDir: ".data-dev", mode: "development" });
}
