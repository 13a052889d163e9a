import { flashMessages } from "@/platform/flash-message";
import { pictureFailures } from "@/platform/pictures/uploaded-picture";

export const settingsFlash = flashMessages({
  tones: {
    "settings-saved": "success",
    "organisation-saved": "success",
    "logo-saved": "success",
    "logo-removed": "success",
    ...pictureFailures,
  },
});
