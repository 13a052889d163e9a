import type { ReleasingPurpose } from "./queries";

/**
 * The attributes among `needs` that no live purpose releases to an application. `optional`: those that one releases, and that
 * a person may refuse.
 */
export function unmetNeeds(
  needs: readonly string[],
  purposes: readonly Pick<ReleasingPurpose, "status" | "attributes">[],
): { readonly missing: readonly string[]; readonly optional: readonly string[] } {
  const released = purposes.filter(({ status }) => status === "live").flatMap(({ attributes }) => attributes);
  const isNamed = (need: string) => released.some(({ key }) => key === need);
  const isMandatory = (need: string) => released.some(({ key, mandatory }) => key === need && mandatory);
  return {
    missing: needs.filter((need) => !isNamed(need)),
    optional: needs.filter((need) => isNamed(need) && !isMandatory(need)),
  };
}
