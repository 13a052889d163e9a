import type { ApplicationKind } from "@assent/database/schema/application";
import type { Application } from "@assent/database/applications/applications";
import { formText } from "@/ui/form/form-text";
import { applicationBoxes, applicationFields, isOnDevice } from "./schema";

/** The typed application: text as it is, and "on" or "" for a box. */
export const typedApplicationFields = (data: FormData): Record<string, string> =>
  Object.fromEntries([...applicationFields, ...applicationBoxes].map((field) => [field, formText(data, field)]));

/** What the schema reads, from what was typed. A field that its form does not have is empty. */
export function settingsInput(typed: Readonly<Record<string, string>>, kind: string) {
  const boxes = applicationBoxes.map((box) => [box, typed[box] === "on"]);
  return {
    ...typed,
    ...Object.fromEntries(boxes),
    kind,
    authMethod: typed["authMethod"] || "none",
    subjectType: typed["subjectType"] || "pairwise",
    idTokenAlgorithm: typed["idTokenAlgorithm"] || "RS256",
  };
}

/** A stored application as its form shows it. */
export const shownApplication = (application: Application): Record<string, string> => ({
  name: application.name,
  homeUrl: application.homeUrl ?? "",
  redirectUris: application.redirectUris.join("\n"),
  signOutUris: application.signOutUris.join("\n"),
  backChannelLogoutUrl: application.backChannelLogoutUrl ?? "",
  authMethod: application.authMethod,
  jwks: application.jwks === null ? "" : JSON.stringify(application.jwks, null, 2),
  subjectType: application.subjectType,
  subjectsOf: "",
  idTokenAlgorithm: application.idTokenAlgorithm,
  claimsInIdToken: application.claimsInIdToken ? "on" : "",
  pkceRequired: application.pkceRequired ? "on" : "",
  choosesProvider: application.choosesProvider ? "on" : "",
});

/** The form of a new application as it opens. */
export const newApplicationFields = (kind: ApplicationKind): Record<string, string> => ({
  ...Object.fromEntries(applicationFields.map((field) => [field, ""])),
  authMethod: isOnDevice(kind) ? "none" : "client_secret_basic",
  subjectType: "pairwise",
  idTokenAlgorithm: "RS256",
  claimsInIdToken: "",
  choosesProvider: "",
  pkceRequired: "on",
});
