import { startDatabase } from "../../../scripts/launch/postgres/database.mjs";

/** The PostgreSQL of a DATA_DIR, as `npm start` starts it without DATABASE_URL. */
export async function startOwnDatabase(dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const { url, child, release } = await startDatabase(dataDir);
  return { url, stop: () => child.stop().then(release) };
}
