import "server-only";
import { retryAfter } from "@/platform/unavailable";
import { apiAddress } from "./api";

/** The errors that the API answers: RFC 9457. `detail` is fixed, so it repeats no personal data. */
export const apiProblems = {
  "token-missing": {
    status: 401,
    title: "An access token is missing",
    detail: "Send the header Authorization: Bearer with a token from the token endpoint (client_credentials).",
  },
  "token-invalid": {
    status: 401,
    title: "The access token is not valid",
    detail: "It is over, for another API, not ours, or its application is disabled. Get a new one.",
  },
  "scope-missing": {
    status: 403,
    title: "The access token does not allow this",
    detail: "Ask for the scope of this address at the token endpoint.",
  },
  "request-invalid": {
    status: 400,
    title: "The request can't be read",
    detail: "A parameter is missing, is there twice, or has another form than openapi.json says.",
  },
  "subject-unknown": {
    status: 404,
    title: "This application knows no such person",
    detail:
      "There is no account with this subject, or the account was closed, or the subject is of another application.",
  },
  "purpose-unknown": {
    status: 404,
    title: "No such purpose names this application",
    detail: "Use the id of a published purpose that names this application. Its administration lists them.",
  },
  unavailable: {
    status: 503,
    title: "The database does not answer",
    detail: "Ask again in a few seconds. Until then nothing is known, so do not process the detail.",
  },
  failed: {
    status: 500,
    title: "Something went wrong on our side",
    detail: "The operator finds the reason in the log by the reference.",
  },
  "attribute-unknown": {
    status: 404,
    title: "There is no such attribute",
    detail: "Use the key of an attribute of the catalogue, like email or phone_number.",
  },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type ApiProblemCode = keyof typeof apiProblems;

/** An expected error of a request to the API. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  constructor(
    readonly code: ApiProblemCode,
    /** The scope that the request needed: RFC 6750, section 3. */
    readonly scope: string | null = null,
  ) {
    super(code);
  }
}

const problemBody = (code: ApiProblemCode) => ({
  type: `${apiAddress()}/problems/${code}`,
  ...apiProblems[code],
});

/** The answer to what was not expected. `reference`: of the log line. */
export function failureResponse(isOutage: boolean, reference: string): Response {
  const code = isOutage ? "unavailable" : "failed";
  return Response.json(
    { ...problemBody(code), reference },
    {
      status: apiProblems[code].status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        ...(isOutage ? retryAfter : {}),
      },
    },
  );
}

/** The description of a kind of problem, or null if there is no such kind. */
export const describedProblem = (code: string) =>
  Object.hasOwn(apiProblems, code) ? problemBody(code as ApiProblemCode) : null;

/** Where a caller without a valid token learns which server gives one: RFC 9728, section 5.1. */
const challenges: Partial<Record<ApiProblemCode, string>> = {
  "token-missing": "",
  "token-invalid": 'error="invalid_token", ',
  "scope-missing": 'error="insufficient_scope", ',
};

export function problemResponse({ code, scope }: ApiProblem): Response {
  const challenge = challenges[code];
  const metadata = `${new URL(apiAddress()).origin}/.well-known/oauth-protected-resource/api/v1`;
  const wanted = scope === null ? "" : `scope="${scope}", `;
  return Response.json(problemBody(code), {
    status: apiProblems[code].status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(challenge === undefined
        ? {}
        : { "www-authenticate": `Bearer ${challenge}${wanted}resource_metadata="${metadata}"` }),
    },
  });
}
