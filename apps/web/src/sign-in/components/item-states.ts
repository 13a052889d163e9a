import { dayOf } from "@assent/consent/attribute/plausible";
import { isAgreedByTyping, readDecision } from "@assent/consent/evaluate/decision";
import { getTranslations } from "next-intl/server";
import type { ShownPrompt } from "../pending/consent-prompt";
import { problemSentence } from "../shown-text/problem-sentence";
import { typedItems } from "../shown-text/shown-text";
import type { ItemState } from "./ConsentItem";

/** The heading of the question, or of the page that says what is missing. */
export async function headingOf({ shownText, request }: ShownPrompt): Promise<{ title: string; lead: string }> {
  if (request.blockedBy.length === 0) return shownText;
  const t = await getTranslations("consent.missing");
  const provider = shownText.provider.name;
  return {
    title: t("title", { provider, organisation: shownText.controller.displayName }),
    lead: t("lead", { provider }),
  };
}

/** The value, tick and problem of each box, as the last form had them. */
export async function itemStates(prompt: ShownPrompt): Promise<Record<string, ItemState>> {
  const { draft } = prompt.pending;
  const canWait = prompt.request.again?.canWaitUntil !== undefined;
  const unticked = !prompt.account ? "required-not-agreed" : canWait ? "needed-soon" : "needed-by-now";
  const t = await getTranslations("consent.errors");
  const submitted = { granted: draft?.granted ?? [], typed: draft?.typed ?? {} };
  const reading = { catalogue: prompt.attributes, today: dayOf(new Date()) };
  const decision = draft?.reason === "problems" ? readDecision(prompt.request, submitted, reading) : null;
  const problems = decision?.ok ? new Map(decision.problems.map(({ item, problem }) => [item.id, problem])) : new Map();
  const fields = typedItems(prompt.request);
  const states: Record<string, ItemState> = {};
  for (const item of prompt.request.purposes.flatMap((purpose) => purpose.items)) {
    const problem = problems.get(item.id);
    const { attribute, offer } = item;
    const label = prompt.attributes.get(attribute)?.label ?? attribute;
    states[item.id] = {
      type: prompt.attributes.get(attribute)?.type ?? "text",
      value: offer.kind === "value" ? offer.value : (submitted.typed[attribute] ?? null),
      ticked: submitted.granted.includes(item.id),
      error:
        problem &&
        problemSentence(t, problem === "required-not-agreed" ? unticked : problem, {
          label,
          language: prompt.shownText.language,
          organisation: prompt.shownText.controller.displayName,
        }),
      showsField: fields.get(attribute) === item.id,
      agreedByTyping: isAgreedByTyping(item),
    };
  }
  return states;
}
