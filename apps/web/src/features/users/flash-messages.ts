import { flashMessages } from "@/platform/flash-message";

export const userFlash = flashMessages({
  tones: {
    "user-suspended": "success",
    "user-restored": "success",
    "user-sessions-ended": "success",
    "user-closed": "success",
    "user-withdrawn": "success",
    "user-changed": "warning",
    "user-self": "warning",
    "user-sign-in-again": "warning",
    "search-missing": "warning",
  },
  failures: { changed: "user-changed", self: "user-self", "sign-in-again": "user-sign-in-again" },
});
