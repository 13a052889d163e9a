import { expect, it } from "vitest";
import { changesOf } from "./audit-changes";

it.each([
  ["purpose-created", { name: "News" }, [{ name: "name", before: null, after: "News" }]],
  [
    "purpose-changed",
    { name: "News", number: 3, material: true },
    [
      { name: "name", before: null, after: "News" },
      { name: "number", before: "2", after: "3" },
      { name: "material", before: null, after: "true" },
    ],
  ],
  ["purpose-changed", { number: 1 }, [{ name: "number", before: null, after: "1" }]],
  [
    "attribute-changed",
    { key: "badge", labelBefore: "Badge", label: "Card" },
    [
      { name: "key", before: null, after: "badge" },
      { name: "label", before: "Badge", after: "Card" },
    ],
  ],
  // A value that was added or removed is a change too.
  ["attribute-changed", { labelBefore: "", label: "Card" }, [{ name: "label", before: "", after: "Card" }]],
  ["attribute-changed", { labelBefore: "Card", label: null }, [{ name: "label", before: "Card", after: "" }]],
  ["controller-changed", { fields: ["name", "email"] }, [{ name: "fields", before: null, after: "name, email" }]],
  // A field with values is not named again; a secret is named and its value never shown.
  [
    "provider-changed",
    { slug: "acme", changed: ["name", "clientSecret"], nameBefore: "Acme", name: "Acme ID" },
    [
      { name: "slug", before: null, after: "acme" },
      { name: "changed", before: null, after: "clientSecret" },
      { name: "name", before: "Acme", after: "Acme ID" },
    ],
  ],
  [
    "controller-changed",
    { fields: ["name", "email"], name: "Acme Ltd", nameBefore: null },
    [
      { name: "fields", before: null, after: "email" },
      { name: "name", before: "", after: "Acme Ltd" },
    ],
  ],
  [
    "provider-changed",
    { changed: ["enabled"], enabledBefore: "true", enabled: "false" },
    [{ name: "enabled", before: "true", after: "false" }],
  ],
  ["records-exported", { filters: [], format: "csv" }, [{ name: "format", before: null, after: "csv" }]],
  ["controller-changed", {}, []],
])("%s %j", (type, details, expected) => expect(changesOf(type, details)).toEqual(expected));
