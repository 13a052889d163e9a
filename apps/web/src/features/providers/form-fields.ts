import { connectionFields, writtenParameters } from "./schema";
import type { ProviderSaved } from "./mutations";
import type { FormUpdate } from "@/ui/form/posted-form";
import { formText } from "@/ui/form/form-text";

/**
 * The provider, and its revision, that a form is about. Null for a new one, and for anything that our forms do not
 * send.
 */
export const editedProvider = (data: FormData) => {
  const [providerId, base] = [formText(data, "provider"), formText(data, "base")];
  return providerId === "" ? null : { providerId, base: Number(base) };
};

/** The typed connection without the secret, which never goes back to a browser. */
export function typedConnection(data: FormData): Record<string, string> {
  const fields = connectionFields.filter((field) => field !== "clientSecret");
  const typed = Object.fromEntries(fields.map((field) => [field, formText(data, field)]));
  return { ...typed, subjectsStay: formText(data, "subjectsStay"), enabled: formText(data, "enabled") };
}

/** A stored connection as the form shows it. */
export function shownConnection(
  provider: {
    readonly [field in Exclude<(typeof connectionFields)[number], "clientSecret" | "domains">]: string | null;
  } & { readonly domains: readonly string[]; readonly enabled: boolean },
): Record<string, string> {
  const fields = connectionFields.filter((field) => field !== "clientSecret" && field !== "domains");
  const shown = Object.fromEntries(fields.map((field) => [field, provider[field] ?? ""]));
  return {
    ...shown,
    domains: provider.domains.join("\n"),
    tenants: (provider.tenants ?? "").replaceAll(" ", "\n"),
    authorizationParameters: writtenParameters(provider.authorizationParameters ?? ""),
    enabled: provider.enabled ? "on" : "",
  };
}

/** What to report if it was not saved; null if it was. `shown` turns the stored provider into fields of the form. */
export function saveProblem(
  saved: ProviderSaved,
  shown: (stored: Extract<ProviderSaved, { kind: "conflict" }>["stored"]) => Record<string, string>,
): FormUpdate | null {
  switch (saved.kind) {
    case "saved":
      return null;
    case "refused":
      return { problems: saved.fields };
    case "gone":
      return { failure: { code: "gone", reference: "" } };
    case "conflict":
      return { conflict: shown(saved.stored), base: saved.stored.revision };
  }
}
