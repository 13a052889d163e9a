import { readDecision } from "@assent/consent/decision";
import { getLocale, getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { ConsentForm, consentFormId } from "@/components/ConsentForm";
import { ConsentMessage } from "@/components/ConsentMessage";
import type { ItemState } from "@/components/ConsentPurpose";
import { Emphasis } from "@/components/Emphasis";
import { MissingRequired } from "@/components/MissingRequired";
import { ProviderMark } from "@/components/ProviderMark";
import { PublicFrame } from "@/components/PublicFrame";
import { Route } from "@/components/Route";
import { Who } from "@/components/Who";
import { drawn, titled } from "@/server/drawn";
import { organisation } from "@/server/organisation";
import { one, pageTitle, type Search } from "@/server/page";
import { markOf } from "@/server/provider-logo";
import { type Ask, readAsk } from "@/sign-in/ask";
import { mayExtend } from "@/sign-in/pending-sign-in";
import { problemSentence } from "@/sign-in/problem-sentence";

export const generateMetadata = titled(async () => {
  const read = await readAsk(await getLocale());
  if (read.state !== "ask") return {};
  const { title } = await heading(read.ask);
  return pageTitle(title, { error: read.ask.pending.draft?.reason === "problems" });
});

/** The question, once between a first sign-in and an account. */
export default drawn("/consent", async ({ searchParams }: { searchParams: Search }) => {
  const read = await readAsk(await getLocale());
  if (read.state !== "ask") redirect(elsewhere[read.state]);
  const { ask } = read;
  const [controller, t] = [await organisation(), await getTranslations("consent")];
  const { notice, pending } = ask;
  const items = await itemStates(ask);
  const attempt = String(pending.draft?.attempt ?? 0);
  const offered = notice.purposes.flatMap((purpose) => purpose.items).filter(({ offer }) => offer === "value");
  const sent = new Set(offered.map(({ attribute }) => attribute));
  const { title, lead } = await heading(ask);
  const { blockedBy, again } = ask.request;
  const canWait = again?.canWaitUntil !== undefined;
  return (
    <PublicFrame organisation={controller} path="/consent" {...(blockedBy.length > 0 ? {} : { keeps: consentFormId })}>
      <div className="split">
        <ConsentMessage key={attempt} ask={ask} items={items} failed={one((await searchParams)["failed"])} />
        <div className="intro">
          <ProviderMark {...markOf(ask.provider)} />
          <h1>{title}</h1>
          <p className="lead">
            <Emphasis text={lead} on={notice.provider.name} />
          </p>
          {ask.known ? (
            <Route
              label={t("again.route.label")}
              stops={[
                { state: "filled", name: t("again.route.account"), text: t("again.route.unchanged") },
                { state: "here", name: t("again.route.page"), text: t(`again.route.${canWait ? "canWait" : "asks"}`) },
                { state: "empty", name: notice.controller.displayName, text: t("again.route.goesOn") },
              ]}
            />
          ) : (
            <Route
              label={t("route.label")}
              stops={[
                { state: "filled", name: notice.provider.name, text: t("route.sent", { count: sent.size }) },
                { state: "here", name: t("route.browser"), text: t("route.holds", { count: sent.size }) },
                { state: "empty", name: notice.controller.displayName, text: t("route.nothingStored") },
              ]}
            />
          )}
          <Who controller={notice.controller} />
        </div>
        {blockedBy.length > 0 ? (
          <MissingRequired
            notice={notice}
            missing={blockedBy}
            shown={ask.noticeHash}
            request={ask.requestId}
            accountUrl={ask.provider.accountUrl}
          />
        ) : (
          <ConsentForm
            key={`form-${attempt}`}
            notice={notice}
            items={items}
            shown={ask.noticeHash}
            request={ask.requestId}
            canWait={canWait}
            expiresAt={ask.expiresAt}
            mayExtend={mayExtend(pending, new Date())}
            accountUrl={ask.provider.accountUrl}
          />
        )}
      </div>
    </PublicFrame>
  );
});

// A page cannot delete a cookie, so what ended goes through a route that does.
const elsewhere = { none: "/sign-in", ended: "/consent/leave", "provider-disabled": "/consent/leave" } as const;

/** The question, or what stands in its way. */
async function heading({ notice, request }: Ask): Promise<{ title: string; lead: string }> {
  if (request.blockedBy.length === 0) return notice;
  const t = await getTranslations("consent.missing");
  const provider = notice.provider.name;
  return {
    title: t("title", { provider, organisation: notice.controller.displayName }),
    lead: t("lead", { provider }),
  };
}

/** Values, ticks and problems of each box: what is visible is what a second submission would store. */
async function itemStates(ask: Ask): Promise<Record<string, ItemState>> {
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
