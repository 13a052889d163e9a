"use server";

import * as z from "zod/mini";
import { redirect } from "next/navigation";
import { guardedAction } from "@/platform/action";
import { isSetupLinkUsable } from "@/platform/session/setup-link";
import { linkHash, tokenOfLink } from "@/platform/links/one-time-link";
import { writeAdminGrant } from "@/platform/session/admin-grant-cookie";
import { isInvitationUsable, nextStepPath } from "./queries";
import { ExpectedError } from "@/platform/result";

/** Pasted, or taken from the address by our script. */
const link = z.string().check(z.minLength(1), z.maxLength(2000));

const setupLinkAccepted = guardedAction({
  role: "anyone",
  input: z.object({ link }),
  async run(_context, { link: pasted }) {
    const token = tokenOfLink(pasted);
    if (!(await isSetupLinkUsable(token))) throw new ExpectedError("setup-link-invalid");
    await writeAdminGrant({ setupTokenHash: linkHash("setup", token) });
    return nextStepPath();
  },
});

/** Stores the set-up link in this browser and goes to the first step that is open. */
export async function acceptSetupLinkAction(data: FormData): Promise<void> {
  const result = await setupLinkAccepted({ link: data.get("link") });
  if (!result.ok && result.code === "not-allowed") redirect("/refused");
  redirect(result.ok ? result.value : "/setup?gone=1");
}

const invitationAccepted = guardedAction({
  role: "anyone",
  input: z.object({ link }),
  async run(_context, { link: pasted }) {
    const token = tokenOfLink(pasted);
    if (!(await isInvitationUsable(token))) throw new ExpectedError("gone");
    await writeAdminGrant({ invitationHash: linkHash("invitation", token) });
  },
});

/** Stores the invitation for the next sign-in in this browser, which makes the administrator. */
export async function acceptInvitationAction(data: FormData): Promise<void> {
  const result = await invitationAccepted({ link: data.get("link") });
  if (!result.ok && result.code === "not-allowed") redirect("/refused");
  redirect(result.ok ? `/sign-in?to=${encodeURIComponent("/invitation/accepted")}` : "/invitation?gone=1");
}
