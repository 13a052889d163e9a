"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { env } from "@/platform/env";
import { guardedAction } from "@/platform/action";
import { formText } from "@/ui/form/form-text";
import type { FormState } from "@/ui/form/form-state";
import { below, formAnswer, formRefusal } from "@/ui/form/posted-form";
import { applicationFlash } from "./flash-messages";
import { settingsInput, shownApplication, typedApplicationFields } from "./form-fields";
import { changeSettings, registerApplication, removeApplication, switchApplication } from "./mutations";
import { applicationSettings } from "./schema";

const home = "/admin/applications";
const settings = z.lazy(() => applicationSettings({ origin: env().origin }));

const registered = guardedAction({
  role: "administrator",
  input: z.object({ application: settings }),
  fresh: true,
  run: ({ user }, { application }) => registerApplication(user, application),
});

/** Adds an application. It leads to its secrets or, if it has none, to its set-up page. */
export async function addApplicationAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = typedApplicationFields(data);
  const application = settingsInput(typed, formText(data, "kind"));
  const result = await registered({ application });
  if (!result.ok) return formAnswer(state, typed, null, formRefusal(result, below("application")));
  await applicationFlash.set("application-created", result.value);
  redirect(`${home}/${result.value}/${application.authMethod.startsWith("client_secret") ? "secrets" : "setup"}`);
}

const settingsChanged = guardedAction({
  role: "administrator",
  input: z.object({ edited: z.object({ applicationId: z.uuid(), base: z.int() }), application: settings }),
  fresh: true,
  run: ({ user }, { edited, application }) => changeSettings(user, edited, application),
});

/** Changes an application. */
export async function changeApplicationAction(state: FormState, data: FormData): Promise<FormState> {
  const typed = typedApplicationFields(data);
  const edited = { applicationId: formText(data, "application"), base: Number(formText(data, "base")) };
  const application = settingsInput(typed, formText(data, "kind"));
  const result = await settingsChanged({ edited, application });
  if (!result.ok) return formAnswer(state, typed, edited.base, formRefusal(result, below("application")));
  if (result.value.kind === "conflict") {
    const { stored } = result.value;
    return formAnswer(state, typed, stored.revision, { conflict: shownApplication(stored) });
  }
  await applicationFlash.set("application-changed", edited.applicationId);
  redirect(`${home}/${edited.applicationId}?saved=${edited.base + 1}`);
}

const switched = guardedAction({
  role: "administrator",
  input: z.object({ applicationId: z.uuid(), enabled: z.enum(["on", "off"]) }),
  fresh: true,
  run: ({ user }, { applicationId, enabled }) => switchApplication(user, applicationId, enabled === "on"),
});

/** Enables or disables an application. The form names which, so that one from an old page does not do the opposite. */
export async function enableApplicationAction(data: FormData): Promise<void> {
  const [applicationId, enabled] = [formText(data, "application"), data.get("enabled")];
  const result = await switched({ applicationId, enabled });
  if (result.ok) {
    await applicationFlash.set(enabled === "on" ? "application-enabled" : "application-disabled", applicationId);
  } else await applicationFlash.setFailure(result);
  const isThere = result.ok || result.code === "sign-in-again";
  redirect(isThere ? `${home}/${applicationId}` : home);
}

const removed = guardedAction({
  role: "administrator",
  input: z.object({ applicationId: z.uuid() }),
  fresh: true,
  run: ({ user }, { applicationId }) => removeApplication(user, applicationId),
});

/** Deletes an application, after a page that says what is deleted with it. */
export async function removeApplicationAction(data: FormData): Promise<void> {
  const result = await removed({ applicationId: data.get("application") });
  await (result.ok ? applicationFlash.set("application-deleted") : applicationFlash.setFailure(result));
  redirect(home);
}
