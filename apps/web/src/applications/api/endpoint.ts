import "server-only";
import type * as z from "zod/mini";
import type { Application } from "@assent/database/applications/applications";
import { describeError, log, newReference } from "@/platform/log";
import { isOutage } from "@/platform/unavailable";
import type { ApiScope } from "./api";
import { callerOf } from "./caller";
import { ApiProblem, failureResponse, problemResponse } from "./problem-details";

/** An address of the API: checks the caller first. Expected errors are answered as problems, others with a reference. */
export async function answerApi(
  request: Request,
  scope: ApiScope,
  answer: (caller: Application) => object | Promise<object>,
): Promise<Response> {
  try {
    const body = await answer(await callerOf(request, scope));
    return Response.json(body, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof ApiProblem) return problemResponse(error);
    const reference = newReference();
    log("error", "request-failed", { reference, route: "/api/v1", ...describeError(error) });
    return failureResponse(isOutage(error), reference);
  }
}

/** The parameters of an address, each at most once. Errors: ApiProblem `request-invalid`. */
export function readQuery<Schema extends z.ZodMiniType>(request: Request, schema: Schema): z.infer<Schema> {
  const parameters = [...new URL(request.url).searchParams];
  const read = Object.fromEntries(parameters);
  if (Object.keys(read).length < parameters.length) throw new ApiProblem("request-invalid");
  return readAs(schema, read);
}

/** Errors: ApiProblem `request-invalid`. */
export function readAs<Schema extends z.ZodMiniType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const read = schema.safeParse(sent);
  if (!read.success) throw new ApiProblem("request-invalid");
  return read.data;
}
