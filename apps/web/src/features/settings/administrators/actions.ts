"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import type { InviteState } from "../components/InviteForm";
import { guardedAction } from "@/platform/action";
import { administratorFlash } from "./flash-messages";
import { createInvitation, removeAdministratorRole, revokeOpenInvitation } from "./mutations";
import type { ActionResult } from "@/platform/result";

const path = "/admin/settings/administrators";

const invited = guardedAction({
  role: "administrator",
  input: z.object({}),
  fresh: true,
  run: ({ user }) => createInvitation(user),
});

/** Makes an invitation link and shows it once: only the answer to this form contains it. */
export async function createInvitationAction({ attempt }: InviteState): Promise<InviteState> {
  const result = await invited({});
  if (!result.ok) {
    const failure = { code: result.code, reference: result.reference ?? "" };
    return { attempt: attempt + 1, link: null, failure };
  }
  revalidatePath(path);
  return { attempt: attempt + 1, link: result.value, failure: null };
}

const revoked = guardedAction({
  role: "administrator",
  input: z.object({ id: z.uuid() }),
  run: ({ user }, { id }) => revokeOpenInvitation(user, id),
});

/** Revokes an open invitation. */
export async function revokeInvitationAction(data: FormData): Promise<void> {
  await say(await revoked({ id: data.get("invitation") }), "invitation-revoked");
}

const removed = guardedAction({
  role: "administrator",
  input: z.object({ userId: z.uuid() }),
  fresh: true,
  run: ({ user }, { userId }) => removeAdministratorRole(user, userId),
});

/** Removes the administrator role from an account, after a page that explains it. */
export async function removeAdministratorAction(data: FormData): Promise<void> {
  await say(await removed({ userId: data.get("user") }), "administrator-removed");
}

async function say(result: ActionResult<void>, done: "invitation-revoked" | "administrator-removed"): Promise<never> {
  await (result.ok ? administratorFlash.set(done) : administratorFlash.setFailure(result));
  redirect(path);
}
