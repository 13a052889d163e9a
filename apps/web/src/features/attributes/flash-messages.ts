import { flashMessages } from "@/platform/flash-message";

export const attributeFlash = flashMessages({
  tones: {
    "attribute-added": "success",
    "attribute-saved": "success",
    "attribute-deleted": "success",
    "attribute-in-use": "warning",
    "attribute-gone": "warning",
  },
  failures: { "in-use": "attribute-in-use", "built-in": "attribute-in-use", "not-found": "attribute-gone" },
});
