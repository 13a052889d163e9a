import type { KoaContextWithOIDC } from "oidc-provider";
import type { Claims } from "./claims.ts";
import { readForm } from "./form-body.ts";
import type { Provider } from "./oidc-provider.ts";
import { endedPage, errorPage } from "./pages/message.ts";
import { signInPage } from "./pages/sign-in.ts";
import { demoPeople, type People } from "./people.ts";
import { readSomebodyElse } from "./somebody-else.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;
type Context = Pick<KoaContextWithOIDC, "req" | "res" | "method" | "path" | "status" | "type" | "body" | "redirect">;

export interface House {
  provider: Provider;
  people: People;
  appUrl: string;
}

/** Answers `/interaction/<uid>`: shows the sign-in page, and handles the choice made there. */
export async function answerInteraction(ctx: Context, house: House): Promise<void> {
  ctx.type = "html";
  const interaction = await findInteraction(house.provider, ctx);
  if (!interaction) {
    ctx.status = 400;
    ctx.body = endedPage(house.appUrl);
  } else if (ctx.method === "POST") {
    await takeChoice(ctx, house, interaction);
  } else {
    ctx.body = signInPage(shownIn(ctx, house, interaction));
  }
}

const shownIn = (ctx: Context, { appUrl }: House, interaction: Interaction) => ({
  action: ctx.path,
  application: new URL(appUrl).host,
  signedIn: interaction.session?.accountId ?? null,
});

async function takeChoice(ctx: Context, house: House, interaction: Interaction): Promise<void> {
  const form = await readForm(ctx.req);
  if (!form) {
    ctx.status = 413;
    ctx.body = errorPage("form_too_large", "The form was too long, or it was no form.", house.appUrl);
    return;
  }
  const choice = readChoice(form);
  if (choice.kind === "unreadable") {
    ctx.status = 422;
    const { typed, problems } = choice;
    ctx.body = signInPage({ ...shownIn(ctx, house, interaction), typed, problems });
    return;
  }
  const result = choice.kind === "cancel" ? cancelled : await signIn(house, interaction, choice);
  ctx.redirect(await house.provider.interactionResult(ctx.req, ctx.res, result));
  ctx.status = 303;
}

/** https://openid.net/specs/openid-connect-core-1_0.html#AuthError */
const cancelled = { error: "access_denied", error_description: "The person cancelled the sign-in." };

async function signIn(house: House, interaction: Interaction, person: { subject: string; claims: Claims }) {
  house.people.set(person.subject, person.claims);
  await endOtherSession(house.provider, interaction, person.subject);
  // The application asks for consent itself, and an account was just selected, so both prompts count as done.
  return { login: { accountId: person.subject }, consent: {}, select_account: {} };
}

function readChoice(form: URLSearchParams) {
  if (form.has("cancel")) return { kind: "cancel" } as const;
  const person = demoPeople.find(({ subject }) => subject === form.get("account"));
  if (person) return { kind: "person", subject: person.subject, claims: person.claims } as const;
  const read = readSomebodyElse(form);
  return read.ok ? ({ kind: "person", ...read } as const) : ({ kind: "unreadable", ...read } as const);
}

/** The interaction of this browser's cookie. The cookie's path is the address of that interaction. */
async function findInteraction(provider: Provider, ctx: Context): Promise<Interaction | null> {
  try {
    return await provider.interactionDetails(ctx.req, ctx.res);
  } catch (error) {
    if (error instanceof Error && error.name === "SessionNotFound") return null;
    throw error;
  }
}

/**
 * A person who chooses another account ends the session of the earlier one. The library would do this with a page that
 * submits itself by a script; these pages do not need a script.
 */
async function endOtherSession(provider: Provider, interaction: Interaction, subject: string): Promise<void> {
  const before = interaction.session;
  if (!before || before.accountId === subject) return;
  interaction.session = undefined;
  await interaction.persist();
  const session = await provider.Session.findByUid(before.uid);
  await session?.destroy();
}
