import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "@playwright/test";
import { Ajv2020 } from "ajv/dist/2020.js";

// The description of the API is checked with the schema of the OpenAPI Initiative and a validator of JSON Schema, which we
// did not write.

/** The description is valid OpenAPI 3.1. */
export async function expectValidDescription(description: unknown): Promise<void> {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(description as Record<string, unknown>);
  expect(errors ?? [], "what is wrong with openapi.json").toEqual([]);
  expect([valid, validator.version]).toEqual([true, "3.1"]);
}

/** An answer of the API is as `#/components/schemas/NAME` of its description says. */
export async function expectAsDescribed(api: string, name: string, answer: unknown): Promise<void> {
  const description = (await (await fetch(`${api}/openapi.json`)).json()) as {
    readonly components: { readonly schemas: Readonly<Record<string, object>> };
  };
  const ajv = new Ajv2020({ formats: { "date-time": true, uuid: true, uri: true } });
  const isAsDescribed = ajv.compile(description.components.schemas[name] ?? { not: {} });
  isAsDescribed(answer);
  expect(isAsDescribed.errors ?? [], `what is wrong with this ${name}`).toEqual([]);
}
