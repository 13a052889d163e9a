import type { NextRequest } from "next/server";
import * as z from "zod/mini";
import { providerFlash } from "@/features/providers/flash-messages";
import { guardedAction } from "@/platform/action";
import { changeLogo } from "@/sign-in/provider-mark";
import { pictureInput, pictureRoute } from "@/platform/pictures/uploaded-picture";
const logoChanged = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid(), posted: pictureInput }),
  run: ({ user }, { providerId, posted }) => changeLogo(user, providerId, posted),
});

/** Saves or removes the picture of a provider. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [providerId, list] = [(await params).id, "/admin/identity-providers"];
  return pictureRoute(request, {
    submit: (posted) => logoChanged({ providerId, posted }),
    onSaved: (change) => providerFlash.set(`provider-logo-${change}`, providerId),
    onFailed: (refusal) => providerFlash.setFailure(refusal),
    home: `${list}/${providerId}#logo`,
    gone: list,
  });
}
