import { connection } from "next/server";
import { isHealthy } from "@/platform/database";
import { retryAfter } from "@/platform/unavailable";

/** For launchers and load balancers: 200 if the database answers. */
export async function GET() {
  await connection();
  const ok = await isHealthy();
  return Response.json({ status: ok ? "ok" : "database-unreachable" }, ok ? {} : { status: 503, headers: retryAfter });
}
