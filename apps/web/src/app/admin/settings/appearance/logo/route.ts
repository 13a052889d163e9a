import type { NextRequest } from "next/server";
import { guardedAction } from "@/server/action";
import { changeOrganisationLogo } from "@/server/organisation-logo-changes";
import { pictureInput } from "@/server/uploaded-picture";
import { pictureRoute } from "../../../picture-route";

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
