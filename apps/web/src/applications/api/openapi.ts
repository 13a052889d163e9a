import "server-only";
import * as z from "zod/mini";
import { env } from "@/platform/env";
import { apiAddress, type ApiScope, apiScopes } from "./api";
import { type ApiProblemCode, apiProblems } from "./problem-details";
import { grantsAnswer, grantsPath, mayProcessAnswer, mayProcessQuery } from "./schema";

/** The API, made from the schemas that its addresses read and answer with: https://spec.openapis.org/oas/v3.1.1.html. */
export const openApiDocument = () => ({
  openapi: "3.1.1",
  info: {
    title: "Assent",
    version: "1",
    summary: "What people agreed to, for the programs of applications that purposes name.",
    description:
      "An application asks about people whom it knows, by its own subjects, and about purposes that name it. The API " +
      "gives out no value of a person.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: apiAddress() }],
  security: [{ token: [] }],
  paths: {
    "/may-process": {
      get: {
        operationId: "mayProcess",
        summary: "Whether a detail of a person may be processed for a purpose, now",
        parameters: parametersOf(mayProcessQuery, "query"),
        ...operation("may-process", "MayProcess", ["subject-unknown", "purpose-unknown", "attribute-unknown"]),
      },
    },
    "/subjects/{subject}/grants": {
      get: {
        operationId: "grants",
        summary: "What a person agreed to that this application may process, now",
        parameters: parametersOf(grantsPath, "path"),
        ...operation("grants:read", "Grants", ["subject-unknown"]),
      },
    },
  },
  components: {
    schemas: { MayProcess: schemaOf(mayProcessAnswer), Grants: schemaOf(grantsAnswer), Problem: problem },
    securitySchemes: {
      token: {
        type: "oauth2",
        description: "A JWT access token (RFC 9068) of an application that has a secret or signs.",
        flows: {
          clientCredentials: {
            tokenUrl: `${env().origin}/oidc/token`,
            scopes: Object.fromEntries(apiScopes.map((scope) => [scope, scopeTexts[scope]])),
          },
        },
      },
    },
  },
});

const scopeTexts: Readonly<Record<ApiScope, string>> = {
  "may-process": "Ask whether a detail of a person may be processed for a purpose",
  "grants:read": "Read what a person agreed to that this application may process",
};

/** RFC 9457, section 3. */
const problem = {
  type: "object",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
  },
};

const schemaOf = (schema: z.ZodMiniType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema);
  return rest;
};

function parametersOf(schema: z.ZodMiniType, place: "query" | "path") {
  const { properties = {} } = z.toJSONSchema(schema);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = typeof property === "object" ? property : {};
    return { name, in: place, required: true, description, schema: rest };
  });
}

function operation(scope: ApiScope, answer: string, own: readonly ApiProblemCode[]) {
  const codes: ApiProblemCode[] = [
    ...(["request-invalid", "token-missing", "token-invalid", "scope-missing"] as const),
    ...own,
    ...(["unavailable", "failed"] as const),
  ];
  const statuses = [...new Set(codes.map((code) => apiProblems[code].status))];
  const problems = statuses.map((status) => {
    const names = codes.filter((code) => apiProblems[code].status === status);
    const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
    return [String(status), { description: `${names.join(", ")}: see ${apiAddress()}/problems/{name}`, content }];
  });
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${answer}` } } };
  return {
    security: [{ token: [scope] }],
    responses: { "200": { description: "As of now", content }, ...Object.fromEntries(problems) },
  };
}
