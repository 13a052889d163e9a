import type { NextRequest } from "next/server";
import { guardedAction } from "@/platform/action";
import { pictureInput } from "@/platform/pictures/uploaded-picture";
import { pictureRoute } from "@/platform/pictures/picture-route";
import { changeOrganisationLogo } from "@/features/settings/mutations";

const logoChanged = guardedAction({
  role: "administrator",
  input: pictureInput,
  run: ({ user }, posted) => changeOrganisationLogo(user, posted),
});

/** Takes a logo for the organisation, or takes it away. */
export const POST = (request: NextRequest): Promise<Response> =>
  pictureRoute(request, {
    submit: logoChanged,
    saved: "logo-saved",
    removed: "logo-removed",
    home: "/admin/settings/appearance",
  });
