import { describedProblem } from "@/applications/api/problem-details";

/** What the `type` of a problem leads to: RFC 9457, section 3.1.1. */
export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }) {
  const problem = describedProblem((await params).code);
  if (problem === null) return new Response(null, { status: 404 });
  return Response.json(problem, { headers: { "cache-control": "public, max-age=300" } });
}
