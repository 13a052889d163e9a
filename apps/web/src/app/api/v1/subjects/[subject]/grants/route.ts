import { answerGrants } from "@/applications/api/answers";
import { answerApi, readAs } from "@/applications/api/endpoint";
import { grantsPath } from "@/applications/api/schema";

/** What a person agreed to that the application may process, now. Described by openapi.json. */
export const GET = (request: Request, { params }: { params: Promise<{ subject: string }> }) =>
  answerApi(request, "grants:read", async (caller) => answerGrants(caller, readAs(grantsPath, await params).subject));
