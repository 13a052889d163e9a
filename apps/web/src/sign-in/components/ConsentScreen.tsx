import { getTranslations } from "next-intl/server";
import { withReturn } from "@/platform/links/return-path";
import { currentOrganisation } from "@/platform/organisation";
import { markOf } from "../provider-mark";
import type { ShownPrompt } from "../pending/consent-prompt";
import { mayExtend } from "../pending/pending-sign-in";
import { ConsentForm, consentFormId } from "./ConsentForm";
import { ConsentMessage } from "./ConsentMessage";
import { Emphasis } from "@/ui/Emphasis";
import { headingOf, itemStates } from "./item-states";
import { MissingRequired } from "./MissingRequired";
import { ToApplication } from "./ToApplication";
import { LetterMark } from "@/ui/LetterMark";
import { PublicFrame } from "@/ui/PublicFrame";
import { PhoneFold } from "@/ui/PhoneFold";
import { Route } from "@/ui/Route";
import { ControllerDetails, Responsible } from "@/ui/ControllerDetails";
import { Intro, Split } from "@/ui/Split";

interface ConsentScreenProps {
  readonly prompt: ShownPrompt;
  /** The log reference of a form that failed before it was kept. */
  readonly failed: string | undefined;
}

/** The consent screen. The consent page and the preview beside the purpose editor both use it. */
export async function ConsentScreen({ prompt, failed }: ConsentScreenProps) {
  const [controller, t] = await Promise.all([currentOrganisation(), getTranslations("consent")]);
  const { shownText, pending } = prompt;
  const items = await itemStates(prompt);
  const attempt = String(pending.draft?.attempt ?? 0);
  // A default of the organisation was not sent by the provider.
  const offered = prompt.request.purposes.flatMap(({ items: asked }) => asked);
  const fromProvider = offered.filter(({ offer }) => offer.kind === "value" && offer.source !== "default");
  const sent = new Set(fromProvider.map(({ attribute }) => attribute));
  const { title, lead } = await headingOf(prompt);
  const { blockedBy, again } = prompt.request;
  const canWait = again?.canWaitUntil !== undefined;
  const told = prompt.request.basis === "notice";
  return (
    <PublicFrame
      organisation={controller}
      path={withReturn("/consent", pending.returnTo)}
      {...(blockedBy.length > 0 ? {} : { keeps: consentFormId })}
    >
      <Split>
        <ConsentMessage key={attempt} prompt={prompt} items={items} failed={failed} />
        <Intro
          mark={
            <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
              <LetterMark mark={markOf(prompt.provider)} />
              {prompt.application && <ToApplication application={prompt.application} />}
            </div>
          }
          // The lead names the provider.
          markOnWide={!prompt.application}
          title={title}
          lead={<Emphasis text={lead} on={shownText.provider.name} />}
        >
          <PhoneFold summary={<Responsible name={shownText.controller.name} />}>
            {prompt.account ? (
              <Route
                label={t("again.route.label")}
                stops={[
                  { state: "filled", name: t("again.route.account"), text: t("again.route.unchanged") },
                  {
                    state: "here",
                    name: t("again.route.page"),
                    text: t(`again.route.${told ? "tells" : canWait ? "canWait" : "asks"}`),
                  },
                  {
                    state: "empty",
                    name: shownText.controller.displayName,
                    text: t(told ? "again.route.goesOnTold" : "again.route.goesOn"),
                  },
                ]}
              />
            ) : (
              <Route
                label={t("route.label")}
                stops={[
                  { state: "filled", name: shownText.provider.name, text: t("route.sent", { count: sent.size }) },
                  {
                    state: "here",
                    name: t("route.browser"),
                    text: t(told ? "route.holdsTold" : "route.holds", { count: sent.size }),
                  },
                  { state: "empty", name: shownText.controller.displayName, text: t("route.nothingStored") },
                ]}
              />
            )}
            <ControllerDetails controller={shownText.controller} folds />
          </PhoneFold>
        </Intro>
        {blockedBy.length > 0 ? (
          <MissingRequired
            notice={shownText}
            missing={blockedBy}
            shown={prompt.shownTextHash}
            request={prompt.requestId}
            returnTo={pending.returnTo}
            accountUrl={prompt.provider.accountUrl}
          />
        ) : (
          <ConsentForm
            key={`form-${attempt}`}
            notice={shownText}
            items={items}
            shown={prompt.shownTextHash}
            request={prompt.requestId}
            canWait={canWait}
            expiresAt={prompt.expiresAt}
            returnTo={pending.returnTo}
            mayExtend={mayExtend(pending, new Date())}
            accountUrl={prompt.provider.accountUrl}
          />
        )}
      </Split>
    </PublicFrame>
  );
}
