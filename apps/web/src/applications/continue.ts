import "server-only";
import { isStorable } from "@assent/consent/text/plain-text";
import type { Application } from "@assent/database/applications/applications";
import { providerOfSession } from "@assent/database/users/sessions";
import { type NextRequest, NextResponse } from "next/server";
import type { Interaction, InteractionResults } from "oidc-provider";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { seeOther } from "@/platform/links/see-other";
import { cookieNames } from "@/platform/session/cookies";
import { type CurrentSession, currentSession } from "@/platform/session/current-session";
import { startSignIn } from "@/sign-in/protocol/start";
import { subjectForApplication } from "./account";
import { currentProvider } from "./answer";
import { useAskedLanguage } from "./asked-language";
import { enter, entryOf } from "./entry";
import { goOnDocument } from "./go-on-document";
import { chooseAccount, pathOfRequest } from "./interaction";
import { requestBegan } from "./item-adapter";
import { isWayBackError, waysBack } from "./way-back";

/**
 * One look at a request that waits: on to a sign-in, back to the person's own provider for what was never asked, or on to
 * the application.
 */
export async function continueRequest(request: NextRequest, uid: string, clientId: string): Promise<Response> {
  const [interaction, began] = await Promise.all([ownRequest(request, uid), requestBegan(uid)]);
  if (!interaction || !began) return overPage(clientId);
  const application = await administered.findClient(String(interaction.params["client_id"]));
  if (!application) return seeOther("/application-problem?code=unauthorized_client");
  const unmet = unmetAfterSignIn(interaction);
  if (unmet) return answerRequest(interaction, application, unmet);
  await useAskedLanguage(interaction.params["ui_locales"]);
  const session = await currentSession();
  const path = encodeURIComponent(pathOfRequest(interaction));
  const signedInSince = session !== null && session.createdAt > began;
  const mustProve = needsSignIn(interaction);
  const again = mustProve || interaction.prompt.name === chooseAccount;
  if (session === null || (again && !signedInSince)) {
    return (
      (await chosenProvider(application, interaction, again && session !== null)) ??
      seeOther(`/sign-in?${session === null ? "" : "again=1&"}to=${path}`)
    );
  }
  if (!signedInSince && (await entryOf(session, application)) === "undecided") {
    const slug = (await providerOfSession(database().orm, session.tokenHash))?.slug;
    return seeOther(slug ? `/sign-in/${slug}?to=${path}` : `/sign-in?to=${path}`);
  }
  if (mustProve && !provedSince(session, began)) return answerRequest(interaction, application, unproved);
  const isAnother = await isAnotherPerson(interaction, session, application);
  return answerRequest(interaction, application, isAnother ? another : await answerFor(session, application));
}

async function answerRequest(
  interaction: Interaction,
  { name }: Application,
  result: InteractionResults,
): Promise<Response> {
  interaction.result = result;
  await interaction.persist();
  return goOnDocument(interaction.returnTo, name);
}

/**
 * To the identity provider that the application names, without the sign-in page: only if an administrator allows it. Such
 * a request comes from another site, and a provider with an open session answers it silently (request-source.ts).
 */
async function chosenProvider(
  { choosesProvider }: Application,
  interaction: Interaction,
  again: boolean,
): Promise<Response | null> {
  const hint = interaction.params["idp_hint"];
  if (!choosesProvider || typeof hint !== "string" || !isStorable(hint, { lines: false })) return null;
  if (!(await administered.findBySlug(hint))?.enabled) return null;
  return NextResponse.redirect(await startSignIn(hint, pathOfRequest(interaction), { again }));
}

/** Milliseconds by which the provider's clock may be behind ours. */
const clockDifference = 60_000;

/** Whether the person's own provider says that they proved who they are after the request. It can answer silently. */
const provedSince = ({ authenticationProved, authenticatedAt }: CurrentSession, began: Date) =>
  authenticationProved && authenticatedAt.getTime() > began.getTime() - clockDifference;

/** OpenID Connect Core 1.0, section 3.1.2.6. */
const unproved = {
  error: "login_required",
  error_description: "the person's provider does not say that they signed in anew",
};

const answerFor = async (session: CurrentSession, application: Application) =>
  (await enter(session, application))
    ? {
        login: { accountId: session.userId, ts: seconds(session.authenticatedAt), ...acrOf(session) },
        consent: {},
        [chooseAccount]: {},
      }
    : { error: "access_denied", error_description: "the person did not agree to what this application needs" };

/** Sends the person back to the application without a code. The library adds `state` and `iss`. */
export async function sendBack(request: NextRequest, uid: string, clientId: string): Promise<Response> {
  const error = request.nextUrl.searchParams.get("error");
  const interaction = await ownRequest(request, uid);
  if (!interaction) return overPage(clientId);
  if (!isWayBackError(error)) return seeOther("/application-problem?code=invalid_request");
  interaction.result = { error, error_description: waysBack[error] };
  await interaction.persist();
  return NextResponse.redirect(interaction.returnTo, 303);
}

/** A request belongs to the browser that has its cookie. */
async function ownRequest(request: NextRequest, uid: string): Promise<Interaction | undefined> {
  if (request.cookies.get(cookieNames().asking)?.value !== uid) return undefined;
  return (await currentProvider()).Interaction.find(uid);
}

const overPage = (clientId: string) =>
  seeOther(`/application-problem?code=expired&client=${encodeURIComponent(clientId)}`);

const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000);

const acrOf = ({ acr }: CurrentSession) => (acr === null ? {} : { acr });

/** `prompt=login` and `max_age` want a sign-in that is later than the request: OpenID Connect Core 1.0, section 3.1.2.1. */
const needsSignIn = ({ prompt }: Interaction) =>
  prompt.name === "login" && prompt.reasons.some((reason) => reason !== "no_session");

/**
 * What the sign-in that was just made does not meet: another `acr` or person than the application's `claims` need (OpenID
 * Connect Core 1.0, section 5.5.1). To ask again would be to ask forever.
 */
function unmetAfterSignIn({ prompt, lastSubmission }: Interaction): InteractionResults | null {
  if (prompt.name !== "login" || lastSubmission?.login === undefined) return null;
  if (prompt.reasons.includes("claims_id_token_sub_value")) return another;
  return prompt.reasons.some((reason) => reason.startsWith("essential_acr")) ? unmetAcr : null;
}

const unmetAcr = {
  error: "unmet_authentication_requirements",
  error_description: "the person's provider does not say that they signed in as required",
};

const another = { error: "login_required", error_description: "another person signed in" };

/**
 * Whether the person is not the one of `id_token_hint` (OpenID Connect Core 1.0, section 3.1.2.1). The library has verified
 * the token before the sign-in, and does not look at it again afterwards.
 */
async function isAnotherPerson({ params }: Interaction, { userId }: CurrentSession, application: Application) {
  const hint = params["id_token_hint"];
  return typeof hint === "string" && subjectOf(hint) !== (await subjectForApplication(application, userId));
}

const subjectOf = (token: string): unknown =>
  (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sub?: unknown }).sub;
