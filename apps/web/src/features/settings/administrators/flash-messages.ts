import { flashMessages } from "@/platform/flash-message";

export const administratorFlash = flashMessages({
  tones: {
    "administrator-removed": "success",
    "administrator-gone": "warning",
    "administrator-self": "warning",
    "invitation-revoked": "success",
    "invitation-gone": "warning",
  },
  failures: {
    changed: "administrator-gone",
    self: "administrator-self",
    gone: "invitation-gone",
  },
});
