import { providerFlash } from "@/features/providers/flash-messages";
import { guardedAction } from "@/platform/action";
import { ownedPictureInput, ownedPictureRoute } from "@/platform/pictures/uploaded-picture";
import { changeLogo } from "@/sign-in/provider-mark";

const logoChanged = guardedAction({
  role: "administrator",
  input: ownedPictureInput,
  run: ({ user }, { id, posted }) => changeLogo(user, id, posted),
});

/** Saves or removes the picture of a provider. */
export const POST = ownedPictureRoute({
  submit: logoChanged,
  list: "/admin/identity-providers",
  onSaved: (change, id) => providerFlash.set(`provider-logo-${change}`, id),
  onFailed: (refusal) => providerFlash.setFailure(refusal),
});
