import { connection } from "next/server";
import { apiMetadata } from "@/applications/api/api";

/** Which server gives tokens for the API: RFC 9728, section 3. */
export async function GET() {
  await connection();
  return Response.json(apiMetadata(), { headers: { "cache-control": "public, max-age=300" } });
}
