import { flashMessages } from "@/platform/flash-message";

export const viewFlash = flashMessages({
  tones: { "view-saved": "success", "view-renamed": "success", "view-deleted": "success" },
});
