import { connection } from "next/server";
import { openApiDocument } from "@/applications/api/openapi";

/** The description of the API, for people and for generators of clients. It has the addresses of this installation. */
export async function GET() {
  await connection();
  return Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } });
}
