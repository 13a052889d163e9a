import "server-only";
import { applicationFlash } from "@/features/applications/flash-messages";
import { attributeFlash } from "@/features/attributes/flash-messages";
import { providerFlash } from "@/features/providers/flash-messages";
import { purposeFlash } from "@/features/purposes/flash-messages";
import { viewFlash } from "@/features/records/views/flash-messages";
import { administratorFlash } from "@/features/settings/administrators/flash-messages";
import { settingsFlash } from "@/features/settings/flash-messages";
import { userFlash } from "@/features/users/flash-messages";
import type { FlashCode, FlashMessage } from "@/platform/flash-message";

/** Every list of messages that a page of the administration can show. */
export const flashLists = [
  purposeFlash,
  providerFlash,
  applicationFlash,
  attributeFlash,
  viewFlash,
  userFlash,
  settingsFlash,
  administratorFlash,
] as const;

export type AdminFlashMessage = FlashMessage<FlashCode<(typeof flashLists)[number]>>;
