import { flashMessages } from "@/platform/flash-message";
import { pictureFailures } from "@/platform/pictures/uploaded-picture";

export const providerFlash = flashMessages({
  subject: "provider",
  tones: {
    "provider-created": "success",
    "provider-changed": "success",
    "provider-enabled": "success",
    "provider-disabled": "success",
    "provider-deleted": "success",
    "provider-moved-up": "quiet",
    "provider-moved-down": "quiet",
    "provider-not-found": "warning",
    "provider-in-use": "warning",
    "provider-conflict": "warning",
    "provider-last-way-in": "warning",
    "provider-subjects-moved": "success",
    "provider-key-added": "success",
    "provider-key-used": "success",
    "provider-key-removed": "success",
    "provider-key-in-use": "warning",
    "provider-too-many-keys": "warning",
    "provider-no-new-key": "warning",
    "provider-logo-saved": "success",
    "provider-logo-removed": "success",
    ...pictureFailures,
  },
  failures: {
    "not-found": "provider-not-found",
    "in-use": "provider-in-use",
    conflict: "provider-conflict",
    "last-way-in": "provider-last-way-in",
    "key-in-use": "provider-key-in-use",
    "too-many-keys": "provider-too-many-keys",
    "no-new-key": "provider-no-new-key",
  },
});
