"use server";

import * as z from "zod/mini";
import { redirect } from "next/navigation";
import { ExpectedError, guardedAction } from "@/platform/action";
import { isSetupLinkUsable } from "@/platform/session/setup-link";
import { nextStepPath } from "./setup-progress";
import { linkHash } from "@/platform/links/one-time-link";
import { writeAdminGrant } from "@/platform/session/admin-grant-cookie";

const accepted = guardedAction({
  role: "anyone",
  input: z.object({ link: z.string().check(z.minLength(1), z.maxLength(100)) }),
  async run(_context, { link }) {
    if (!(await isSetupLinkUsable(link))) throw new ExpectedError("setup-link-invalid");
    await writeAdminGrant({ setupTokenHash: linkHash("setup", link) });
    return nextStepPath();
  },
});

/** Remembers the set-up right in this browser and goes on to what is to be done first. */
export async function acceptSetupLinkAction(data: FormData): Promise<void> {
  const result = await accepted({ link: data.get("link") });
  if (!result.ok && result.code === "not-allowed") redirect("/refused");
  redirect(result.ok ? result.value : "/setup?link=");
}
