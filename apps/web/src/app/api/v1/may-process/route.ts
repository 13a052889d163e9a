import { answerMayProcess } from "@/applications/api/answers";
import { answerApi, readQuery } from "@/applications/api/endpoint";
import { mayProcessQuery } from "@/applications/api/schema";

/** Whether a detail of a person may be processed for a purpose, now. Described by openapi.json. */
export const GET = (request: Request) =>
  answerApi(request, "may-process", (caller) => answerMayProcess(caller, readQuery(request, mayProcessQuery)));
