import { flashMessages } from "@/platform/flash-message";
import { pictureFailures } from "@/platform/pictures/uploaded-picture";

export const applicationFlash = flashMessages({
  subject: "application",
  tones: {
    "application-created": "success",
    "application-changed": "success",
    "application-enabled": "success",
    "application-disabled": "success",
    "application-deleted": "success",
    "application-secret-ended": "success",
    "application-logo-saved": "success",
    "application-logo-removed": "success",
    ...pictureFailures,
    "application-not-found": "warning",
    "application-last-secret": "warning",
  },
  failures: {
    "not-found": "application-not-found",
    "last-secret": "application-last-secret",
  },
});
