import type { EventDetails } from "../schema/event.ts";

/**
 * The differences as event details: `x` and `xBefore` for each field that changed. `xBefore` is null if there was no
 * value.
 */
export function changesBetween<Told extends EventDetails>(before: Partial<Told>, after: Told): EventDetails {
  const changes: Record<string, EventDetails[string]> = {};
  for (const [name, value] of Object.entries(after)) {
    const was = before[name] ?? null;
    if (JSON.stringify(was) === JSON.stringify(value)) continue;
    changes[name] = value;
    changes[`${name}Before`] = was;
  }
  return changes;
}
