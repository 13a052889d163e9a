import { type ClaimMapping, sourceOf } from "./claim-mapping.ts";
import { standardAttributes } from "../attribute/standard-attributes.ts";

export interface ClaimSuggestion {
  readonly path: readonly string[];
  /** Key of the attribute that fits by name, or null. */
  readonly attribute: string | null;
}

/**
 * Mappings to suggest: the paths that were seen and that no mapping uses, each with an attribute of a similar name
 * that is not mapped yet. An attribute is suggested once, for the path that fits best: its path in OpenID Connect,
 * otherwise the first with its name.
 */
export function suggestMappings(
  seen: readonly (readonly string[])[],
  mappings: readonly Pick<ClaimMapping, "path" | "with" | "attribute">[],
  attributes: readonly { readonly key: string; readonly label: string }[],
): ClaimSuggestion[] {
  const mapped = new Set(mappings.map(({ attribute }) => attribute));
  const free = attributes.filter(({ key }) => !mapped.has(key));
  const used = mappings.flatMap(sourceOf);
  const open = seen.filter((path) => !used.some((one) => begins(one, path) || begins(path, one)));
  const fitting = new Map<string, string>();
  for (const fits of [isStandard, isCalledSo]) {
    for (const path of open) {
      if (fitting.has(path.join("\n"))) continue;
      const taken = new Set(fitting.values());
      const found = free.find((attribute) => !taken.has(attribute.key) && fits(path, attribute));
      if (found) fitting.set(path.join("\n"), found.key);
    }
  }
  return open.map((path) => ({ path, attribute: fitting.get(path.join("\n")) ?? null }));
}

const begins = (path: readonly string[], beginning: readonly string[]) =>
  beginning.every((name, index) => path[index] === name);

function isStandard(path: readonly string[], { key }: { key: string }): boolean {
  const standard = standardAttributes.find((one) => one.key === key)?.claimPath;
  return standard !== undefined && standard.length === path.length && begins(path, standard);
}

/** Compares the last name without its namespace, in any spelling: `https://acme.example/givenName` is given_name. */
function isCalledSo(path: readonly string[], { key, label }: { key: string; label: string }): boolean {
  const last = path.at(-1)?.split(/[/#:]/).at(-1) ?? "";
  const name = bare(last);
  return name !== "" && [key, label, ...(otherNames.get(key) ?? [])].some((known) => bare(known) === name);
}

const bare = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Other names that providers use, besides those of OpenID Connect. */
const otherNames: ReadonlyMap<string, readonly string[]> = new Map([
  ["email", ["mail", "emailAddress"]],
  ["phone_number", ["phone", "telephone", "telephoneNumber", "mobile", "mobilePhone"]],
  ["name", ["displayName", "fullName", "cn"]],
  ["given_name", ["firstName"]],
  ["family_name", ["lastName", "surname", "sn"]],
  ["preferred_username", ["username", "upn", "uid"]],
  ["birthdate", ["birthday", "dateOfBirth"]],
  ["locale", ["language", "preferredLanguage"]],
  ["zoneinfo", ["timezone"]],
  ["picture", ["photo", "avatar"]],
  ["website", ["homepage"]],
  ["address_street", ["street", "streetAddress"]],
  ["address_locality", ["city", "locality", "town"]],
  ["address_region", ["region", "province"]],
  ["address_postal_code", ["postalCode", "postcode", "zip", "zipCode"]],
  ["address_country", ["country"]],
]);
