"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { formText } from "@/ui/form/form-text";
import type { SecretState } from "../components/SecretForm";
import { applicationFlash } from "../flash-messages";
import { endOneSecret, makeSecret } from "./mutations";

const page = (applicationId: string) => `/admin/applications/${applicationId}/secrets`;

const made = guardedAction({
  role: "administrator",
  input: z.object({ applicationId: z.uuid() }),
  fresh: true,
  run: ({ user }, { applicationId }) => makeSecret(user, applicationId),
});

/** Makes a secret and shows it once: only the answer to this form contains it. */
export async function makeSecretAction({ attempt }: SecretState, data: FormData): Promise<SecretState> {
  const applicationId = formText(data, "application");
  const result = await made({ applicationId });
  if (!result.ok) {
    const failure = { code: result.code, reference: result.reference ?? "" };
    return { attempt: attempt + 1, secret: null, failure };
  }
  revalidatePath(page(applicationId));
  return { attempt: attempt + 1, secret: result.value, failure: null };
}

const ended = guardedAction({
  role: "administrator",
  input: z.object({ applicationId: z.uuid(), secretId: z.uuid() }),
  fresh: true,
  run: ({ user }, { applicationId, secretId }) => endOneSecret(user, applicationId, secretId),
});

/** Ends one of two secrets. */
export async function endSecretAction(data: FormData): Promise<void> {
  const applicationId = formText(data, "application");
  const result = await ended({ applicationId, secretId: data.get("secret") });
  if (result.ok) await applicationFlash.set("application-secret-ended", applicationId);
  else await applicationFlash.setFailure(result, applicationId);
  const isThere = result.ok || ["last-secret", "sign-in-again"].includes(result.code);
  redirect(isThere ? page(applicationId) : "/admin/applications");
}
