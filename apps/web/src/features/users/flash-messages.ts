import { flashMessages } from "@/platform/flash-message";

export const userFlash = flashMessages({
  tones: {
    "user-suspended": "success",
    "user-restored": "success",
    "user-sessions-ended": "success",
    "user-closed": "success",
    "user-released": "success",
    "user-restricted": "success",
    "user-restriction-ends": "success",
    "user-withdrawn": "success",
    "user-changed": "warning",
    "user-self": "warning",
    "search-missing": "warning",
  },
  failures: { changed: "user-changed", self: "user-self" },
});
