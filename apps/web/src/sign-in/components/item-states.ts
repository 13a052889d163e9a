import { readDecision } from "@assent/consent/evaluate/decision";
import { getTranslations } from "next-intl/server";
import type { ShownAsk } from "../pending/ask";
import { problemSentence } from "../notice/problem-sentence";
import type { ItemState } from "./ConsentPurpose";

/** The question, or what stands in its way. */
export async function headingOf({ notice, request }: ShownAsk): Promise<{ title: string; lead: string }> {
  if (request.blockedBy.length === 0) return notice;
  const t = await getTranslations("consent.missing");
  const provider = notice.provider.name;
  return {
    title: t("title", { provider, organisation: notice.controller.displayName }),
    lead: t("lead", { provider }),
  };
}

/** Values, ticks and problems of each box: what is visible is what a second submission would store. */
export async function itemStates(ask: ShownAsk): Promise<Record<string, ItemState>> {
  const { draft } = ask.pending;
  const canWait = ask.request.again?.canWaitUntil !== undefined;
  const unticked = !ask.known ? "required-not-agreed" : canWait ? "needed-soon" : "needed-by-now";
  const t = await getTranslations("consent.errors");
  const submitted = { granted: draft?.granted ?? [], typed: draft?.typed ?? {} };
  const decision = draft?.reason === "problems" ? readDecision(ask.request, submitted, ask.attributes) : null;
  const problems = decision?.ok ? new Map(decision.problems.map(({ item, problem }) => [item.id, problem])) : new Map();
  const fields = new Set<string>();
  const states: Record<string, ItemState> = {};
  for (const item of ask.request.purposes.flatMap((purpose) => purpose.items)) {
    const problem = problems.get(item.id);
    const { attribute, offer } = item;
    const label = ask.attributes.get(attribute)?.label ?? attribute;
    states[item.id] = {
      value: offer.kind === "value" ? offer.value : (submitted.typed[attribute] ?? null),
      ticked: submitted.granted.includes(item.id),
      error:
        problem &&
        problemSentence(t, problem === "required-not-agreed" ? unticked : problem, {
          label,
          language: ask.notice.language,
          organisation: ask.notice.controller.displayName,
        }),
      showsField: offer.kind === "type-it" && !fields.has(attribute),
    };
    if (offer.kind === "type-it") fields.add(attribute);
  }
  return states;
}
