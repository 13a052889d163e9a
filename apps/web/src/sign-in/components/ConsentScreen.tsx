import { getTranslations } from "next-intl/server";
import { organisation } from "@/platform/organisation";
import { markOf } from "../provider-mark";
import type { ShownAsk } from "../pending/ask";
import { mayExtend } from "../pending/pending-sign-in";
import { ConsentForm, consentFormId } from "./ConsentForm";
import { ConsentMessage } from "./ConsentMessage";
import { Emphasis } from "@/ui/Emphasis";
import { headingOf, itemStates } from "./item-states";
import { MissingRequired } from "./MissingRequired";
import { ProviderMark } from "@/ui/ProviderMark";
import { PublicFrame } from "@/ui/PublicFrame";
import { Route } from "@/ui/Route";
import { Who } from "@/ui/Who";

interface ConsentScreenProps {
  readonly ask: ShownAsk;
  /** Reference of a submission that failed before it could be kept. */
  readonly failed: string | undefined;
}

/** The consent screen. The page that asks and the preview beside the purpose editor draw this same component. */
export async function ConsentScreen({ ask, failed }: ConsentScreenProps) {
  const [controller, t] = [await organisation(), await getTranslations("consent")];
  const { notice, pending } = ask;
  const items = await itemStates(ask);
  const attempt = String(pending.draft?.attempt ?? 0);
  // What the organisation has set was sent by nobody.
  const offered = ask.request.purposes.flatMap(({ items: asked }) => asked);
  const fromProvider = offered.filter(({ offer }) => offer.kind === "value" && offer.source !== "default");
  const sent = new Set(fromProvider.map(({ attribute }) => attribute));
  const { title, lead } = await headingOf(ask);
  const { blockedBy, again } = ask.request;
  const canWait = again?.canWaitUntil !== undefined;
  const told = ask.request.basis === "notice";
  return (
    <PublicFrame organisation={controller} path="/consent" {...(blockedBy.length > 0 ? {} : { keeps: consentFormId })}>
      <div className="split">
        <ConsentMessage key={attempt} ask={ask} items={items} failed={failed} />
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
                {
                  state: "here",
                  name: t("again.route.page"),
                  text: t(`again.route.${told ? "tells" : canWait ? "canWait" : "asks"}`),
                },
                {
                  state: "empty",
                  name: notice.controller.displayName,
                  text: t(told ? "again.route.goesOnTold" : "again.route.goesOn"),
                },
              ]}
            />
          ) : (
            <Route
              label={t("route.label")}
              stops={[
                { state: "filled", name: notice.provider.name, text: t("route.sent", { count: sent.size }) },
                {
                  state: "here",
                  name: t("route.browser"),
                  text: t(told ? "route.holdsTold" : "route.holds", { count: sent.size }),
                },
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
}
