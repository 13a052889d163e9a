import { connection } from "next/server";
import { isHealthy } from "@/platform/database";

/** For launchers and load balancers: 200 if the database answers. */
export async function GET() {
  await connection();
  const ok = await isHealthy();
  return Response.json({ status: ok ? "ok" : "database-unreachable" }, { status: ok ? 200 : 503 });
}
