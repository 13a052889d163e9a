import { expect, it } from "vitest";
import { fieldId } from "./field-ids";

it.each([
  ["name", "name"],
  ["attributes", "add"],
  ["add", "add"],
  ["recipients", "recipients-organisation"],
  ["attributes.3.key", "row-3-remove"],
  ["attributes.3.reason", "attributes-3-reason"],
])("%s links to #%s", (name, id) => expect(fieldId(name)).toBe(id));
