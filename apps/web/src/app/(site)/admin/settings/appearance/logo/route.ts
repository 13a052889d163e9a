import type { NextRequest } from "next/server";
import { settingsFlash } from "@/features/settings/flash-messages";
import { guardedAction } from "@/platform/action";
import { pictureInput, pictureRoute } from "@/platform/pictures/uploaded-picture";
import { changeOrganisationLogo } from "@/features/settings/mutations";

const logoChanged = guardedAction({
  role: "administrator",
  input: pictureInput,
  run: ({ user }, posted) => changeOrganisationLogo(user, posted),
});

/** Saves or removes the logo of the organisation. */
export const POST = (request: NextRequest): Promise<Response> =>
  pictureRoute(request, {
    submit: logoChanged,
    onSaved: (change) => settingsFlash.set(`logo-${change}`),
    onFailed: (refusal) => settingsFlash.setFailure(refusal),
    home: "/admin/settings/appearance",
  });
