"use server";

import { redirect, RedirectType } from "next/navigation";
import * as z from "zod/mini";
import type { ConnectionState } from "./components/ConnectionForm";
import { env } from "@/platform/env";
import { guardedAction } from "@/platform/action";
import { changeConnection, connectProvider, moveProviderInList, removeProvider, switchProvider } from "./mutations";
import { readDiscovery } from "./discovery";
import { connectionInput, issuerInput, responseModeInput } from "./schema";
import { openedSetupLink } from "@/platform/session/setup-link";
import { providerFlash } from "./flash-messages";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { editedProvider, shownConnection, typedConnection, saveProblem } from "./form-fields";
import { formText } from "@/ui/form/form-text";

const rules = () => ({ allowHttpLoopback: env().demo !== null });
const edited = z.object({ providerId: z.uuid(), base: z.int() });

const issuerRead = guardedAction({
  role: "setup-or-administrator",
  input: z.object({
    connection: z.lazy(() => z.object({ issuer: issuerInput(rules()), responseMode: responseModeInput })),
  }),
  run: (_context, { connection }) => readDiscovery(connection.issuer, connection.responseMode),
});

const connectionSaved = guardedAction({
  role: "setup-or-administrator",
  input: z.object({
    edited: z.nullable(edited),
    preset: z.string(),
    connection: z.lazy(() => connectionInput(rules())),
  }),
  fresh: true,
  run: ({ by }, input) =>
    input.edited ? changeConnection(by, input.edited, input.connection) : connectProvider(by, input),
});

/** The buttons of a connection: Discover reads the issuer's metadata and changes nothing; Save saves. */
export async function editConnectionAction(state: ConnectionState, data: FormData): Promise<ConnectionState> {
  const typed = typedConnection(data);
  const posted = editedProvider(data);
  const secretTyped = formText(data, "clientSecret") !== "";
  const say = (news: Partial<ConnectionState>) =>
    formAnswer(state, typed, posted?.base ?? null, { found: null, secretTyped, ...news });
  if (formText(data, "do") === "discover") {
    const read = await issuerRead({ connection: { issuer: typed["issuer"], responseMode: typed["responseMode"] } });
    if (!read.ok) return say(formRefusal(read, below("connection")));
    return say(read.value.ok ? { found: read.value.found } : { problems: { issuer: read.value.problem } });
  }
  const ticked = { subjectsStay: typed["subjectsStay"] === "on", enabled: typed["enabled"] === "on" };
  const connection = { ...typed, clientSecret: formText(data, "clientSecret"), ...ticked };
  const result = await connectionSaved({ edited: posted, preset: formText(data, "preset"), connection });
  if (!result.ok) {
    const { problems, ...news } = formRefusal(result, below("connection"));
    // Reports everything that is missing at once, including the secret, which only a new connection needs.
    const wanting = !posted && !secretTyped && typed["tokenAuthMethod"] !== "private_key_jwt";
    const secret = wanting ? { clientSecret: "secret-missing" } : {};
    return say({ ...news, ...(problems ? { problems: { ...secret, ...problems } } : {}) });
  }
  const news = saveProblem(result.value, shownConnection);
  if (news) return say(news);
  const saved = result.value;
  if (saved.kind !== "saved") return state;
  if (await openedSetupLink()) {
    // The key must be registered at the provider before the connection can be tested.
    const keys = saved.change === "created" && typed["tokenAuthMethod"] === "private_key_jwt";
    redirect(`/setup/provider/${saved.providerId}${keys ? "#keys" : "/test"}`);
  }
  await providerFlash.set(`provider-${saved.change}`, saved.providerId);
  redirect(`/admin/identity-providers/${saved.providerId}?saved=${(posted?.base ?? 0) + 1}`);
}

const providerMoved = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid(), direction: z.enum(["up", "down"]) }),
  run: ({ user }, { providerId, direction }) => moveProviderInList(user, providerId, direction),
});

/** One place up or down in the order of the sign-in page. */
export async function moveProviderAction(data: FormData): Promise<void> {
  const [providerId, direction] = [data.get("provider"), data.get("direction")];
  const result = await providerMoved({ providerId, direction });
  if (result.ok) await providerFlash.set(direction === "up" ? "provider-moved-up" : "provider-moved-down", providerId);
  else await providerFlash.setFailure(result);
  redirect("/admin/identity-providers", RedirectType.replace);
}

const providerSwitched = guardedAction({
  role: "setup-or-administrator",
  input: z.object({ providerId: z.uuid(), enabled: z.enum(["on", "off"]) }),
  fresh: true,
  run: ({ by }, { providerId, enabled }) => switchProvider(by, providerId, enabled === "on"),
});

/**
 * Enables or disables a provider. The form names which, so that a form from an old page cannot do the opposite of what
 * it says.
 */
export async function enableProviderAction(data: FormData): Promise<void> {
  const [providerId, enabled] = [formText(data, "provider"), data.get("enabled")];
  const result = await providerSwitched({ providerId, enabled });
  if (await openedSetupLink()) redirect(result.ok ? "/setup/sign-in" : "/setup/provider");
  if (result.ok) await providerFlash.set(enabled === "on" ? "provider-enabled" : "provider-disabled", providerId);
  else await providerFlash.setFailure(result);
  const isThere = result.ok || ["last-way-in", "sign-in-again"].includes(result.code);
  redirect(isThere ? `/admin/identity-providers/${providerId}` : "/admin/identity-providers");
}

const providerRemoved = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid() }),
  fresh: true,
  run: ({ user }, { providerId }) => removeProvider(user, providerId),
});

/** Deletes a provider that no account came through. */
export async function removeProviderAction(data: FormData): Promise<void> {
  const result = await providerRemoved({ providerId: data.get("provider") });
  if (result.ok) await providerFlash.set("provider-deleted");
  else await providerFlash.setFailure(result);
  redirect("/admin/identity-providers");
}
