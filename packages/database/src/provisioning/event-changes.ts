import type { EventDetails } from "../schema/event.ts";

/** What is different from before, as an event tells it: `x` beside `xBefore`, which is null where there was none. */
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
