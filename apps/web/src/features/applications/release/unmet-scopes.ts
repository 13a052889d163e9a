import { askedAttributes } from "@assent/consent/release/scopes";
import type { ReleasingPurpose } from "./queries";

/**
 * The scopes that an application asks for and of which no live purpose releases anything to it. `scopes`: as in a request,
 * separated by spaces. `attributes`: the keys of the catalogue.
 */
export function unmetScopes(
  scopes: string | null,
  purposes: readonly Pick<ReleasingPurpose, "status" | "attributes">[],
  attributes: readonly string[],
): readonly string[] {
  const live = purposes.filter(({ status }) => status === "live").flatMap((purpose) => purpose.attributes);
  const released = new Set(live.map(({ key }) => key));
  return (scopes ?? "").split(" ").filter((scope) => {
    const asked = [...askedAttributes({ scopes: [scope], claims: [] }, attributes)];
    return asked.length > 0 && !asked.some((key) => released.has(key));
  });
}
