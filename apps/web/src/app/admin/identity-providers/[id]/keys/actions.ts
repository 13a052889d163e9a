"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { addKey, removeKey, useKey } from "@/server/provider-keys";
import { leaveNote, noteOfFailure } from "../../../note";
import { textOf } from "../../form-fields";

const keyChanged = guardedAction({
  role: "administrator",
  input: z.union([
    z.object({ providerId: z.uuid(), act: z.literal("add") }),
    z.object({ providerId: z.uuid(), act: z.enum(["use", "remove"]), keyId: z.uuid() }),
  ]),
  run: async ({ user }, input) => {
    if (input.act === "add") return addKey(user, input.providerId);
    return (input.act === "use" ? useKey : removeKey)(user, input.providerId, input.keyId);
  },
});

const notes = { add: "provider-key-added", use: "provider-key-used", remove: "provider-key-removed" } as const;

/** Publishes a new key, lets a published one sign, or takes one away. */
export async function changeKeys(data: FormData): Promise<void> {
  const [providerId, act] = [textOf(data, "provider"), textOf(data, "act")];
  const result = await keyChanged({ providerId, act, keyId: textOf(data, "key") });
  const done = Object.entries(notes).find(([name]) => name === act)?.[1];
  if (result.ok && done) await leaveNote(done, { providerId });
  else if (!result.ok) await noteOfFailure(result, { kind: "provider" });
  const isThere = result.ok || !["not-found", "invalid-input"].includes(result.code);
  redirect(isThere ? `/admin/identity-providers/${providerId}#keys` : "/admin/identity-providers");
}
