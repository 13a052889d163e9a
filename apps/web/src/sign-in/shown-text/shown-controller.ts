import type { ShownController } from "@assent/consent/receipt/receipt";
import type { Controller } from "@assent/database/settings/settings";

/** The organisation as a screen shows it and the receipt keeps it. */
export function shownController(controller: Controller): ShownController {
  const { name, displayName, address, contact, email, phone, privacyNoticeUrl } = controller;
  const { identifier, officerName, officerEmail, authorityName, authorityUrl } = controller;
  return {
    ...{ name, displayName, address, contact, email, phone, privacyNoticeUrl },
    ...(identifier && { identifier }),
    ...(officerName && { officerName }),
    ...(officerEmail && { officerEmail }),
    ...(authorityName && { authorityName }),
    ...(authorityUrl && { authorityUrl }),
  };
}
