"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { ExpectedError, guardedAction } from "@/platform/action";
import { isInvitationUsable } from "./invitation";
import { linkHash } from "@/platform/links/one-time-link";
import { writeAdminGrant } from "@/platform/session/admin-grant-cookie";

const accepted = guardedAction({
  role: "anyone",
  input: z.object({ link: z.string().check(z.minLength(1), z.maxLength(100)) }),
  async run(_context, { link }) {
    if (!(await isInvitationUsable(link))) throw new ExpectedError("gone");
    await writeAdminGrant({ invitationHash: linkHash("invitation", link) });
  },
});

/** Takes the invitation along to the sign-in of this browser, which makes the administrator. */
export async function acceptInvitationAction(data: FormData): Promise<void> {
  const result = await accepted({ link: data.get("link") });
  if (!result.ok && result.code === "not-allowed") redirect("/refused");
  redirect(result.ok ? `/sign-in?to=${encodeURIComponent("/invitation/accepted")}` : "/invitation");
}
