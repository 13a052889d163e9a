import { applicationFlash } from "@/features/applications/flash-messages";
import { changeApplicationLogo } from "@/features/applications/mutations";
import { guardedAction } from "@/platform/action";
import { ownedPictureInput, ownedPictureRoute } from "@/platform/pictures/uploaded-picture";

const logoChanged = guardedAction({
  role: "administrator",
  input: ownedPictureInput,
  run: ({ user }, { id, posted }) => changeApplicationLogo(user, id, posted),
});

/** Saves or removes the logo of an application. */
export const POST = ownedPictureRoute({
  submit: logoChanged,
  list: "/admin/applications",
  onSaved: (change, id) => applicationFlash.set(`application-logo-${change}`, id),
  onFailed: (refusal) => applicationFlash.setFailure(refusal),
});
