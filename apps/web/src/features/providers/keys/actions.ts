"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { guardedAction } from "@/platform/action";
import { openedSetupLink } from "@/platform/session/setup-link";
import { providerFlash } from "../flash-messages";
import { formText } from "@/ui/form/form-text";
import { addKey, removeKey, useKey } from "./mutations";

const keyChanged = guardedAction({
  role: "setup-or-administrator",
  input: z.union([
    z.object({ providerId: z.uuid(), act: z.literal("add") }),
    z.object({ providerId: z.uuid(), act: z.enum(["use", "remove"]), keyId: z.uuid() }),
  ]),
  fresh: true,
  run: async ({ by }, input) => {
    if (input.act === "add") return addKey(by, input.providerId);
    return (input.act === "use" ? useKey : removeKey)(by, input.providerId, input.keyId);
  },
});

const notes = { add: "provider-key-added", use: "provider-key-used", remove: "provider-key-removed" } as const;

/** Publishes a new key, makes a published key sign, or removes one. */
export async function changeKeysAction(data: FormData): Promise<void> {
  const [providerId, act] = [formText(data, "provider"), formText(data, "act")];
  const result = await keyChanged({ providerId, act, keyId: formText(data, "key") });
  if (await openedSetupLink()) redirect(`/setup/provider${result.ok ? `/${providerId}#keys` : ""}`);
  const done = Object.entries(notes).find(([name]) => name === act)?.[1];
  if (result.ok && done) await providerFlash.set(done, providerId);
  else if (!result.ok) await providerFlash.setFailure(result);
  const isThere = result.ok || !["not-found", "invalid-input"].includes(result.code);
  redirect(isThere ? `/admin/identity-providers/${providerId}#keys` : "/admin/identity-providers");
}
