import type { NextRequest } from "next/server";
import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { removeLogo, uploadLogo } from "@/server/provider-logo";
import { seeOther } from "@/server/see-other";
import { leaveNote, noteOfFailure } from "../../../note";

/** Bytes of the whole form; the picture itself is held to less. */
const largestForm = 128 * 1024;

const logoChanged = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid(), file: z.nullable(z.instanceof(Blob)) }),
  run: ({ user }, { providerId, file }) => (file ? uploadLogo(user, providerId, file) : removeLogo(user, providerId)),
});

/** Takes a picture for a provider, or takes it away. A route, so that a file that is too large is answered in words. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const providerId = (await params).id;
  const fits = Number(request.headers.get("content-length") ?? Number.NaN) <= largestForm;
  const data = fits ? await request.formData().catch(() => null) : null;
  const sent = data?.get("file");
  const file = data?.get("do") === "remove" ? null : sent instanceof Blob ? sent : new Blob([]);
  const result = await logoChanged({ providerId, file });
  if (!result.ok && ["not-allowed", "invalid-input"].includes(result.code)) return seeOther("/refused");
  if (result.ok) await leaveNote(file ? "provider-logo-saved" : "provider-logo-removed", { providerId });
  else await noteOfFailure(fits ? result : { code: "logo-too-large" }, { kind: "provider" });
  const isGone = !result.ok && result.code === "not-found";
  return seeOther(isGone ? "/admin/identity-providers" : `/admin/identity-providers/${providerId}#logo`);
}
