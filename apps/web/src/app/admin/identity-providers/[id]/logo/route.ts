import type { NextRequest } from "next/server";
import * as z from "zod/mini";
import { guardedAction } from "@/server/action";
import { changeLogo } from "@/server/provider-logo";
import { pictureInput } from "@/server/uploaded-picture";
import { pictureRoute } from "../../../picture-route";

const logoChanged = guardedAction({
  role: "administrator",
  input: z.object({ providerId: z.uuid(), posted: pictureInput }),
  run: ({ user }, { providerId, posted }) => changeLogo(user, providerId, posted),
});

/** Takes a picture for a provider, or takes it away. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const [providerId, list] = [(await params).id, "/admin/identity-providers"];
  return pictureRoute(request, {
    submit: (posted) => logoChanged({ providerId, posted }),
    saved: "provider-logo-saved",
    removed: "provider-logo-removed",
    providerId,
    home: `${list}/${providerId}#logo`,
    gone: list,
  });
}
