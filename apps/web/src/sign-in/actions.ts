"use server";

import { getTranslations } from "next-intl/server";
import type { FinderState } from "./components/ProviderFinder";
import { guardedAction } from "@/platform/action";
import { addressInput, providerForEmail } from "./providers";

const findProvider = guardedAction({
  role: "anyone",
  input: addressInput,
  run: (_context, { email }) => providerForEmail(email),
});

/** Changes nothing. The answer contains what was typed, so that it is not in an address. */
export async function findProviderAction({ attempt }: FinderState, data: FormData): Promise<FinderState> {
  const email = data.get("email");
  const result = await findProvider({ email });
  const t = await getTranslations("sign-in");
  const next = { attempt: attempt + 1, typed: typeof email === "string" ? email : "", found: null };
  if (result.ok) {
    if (!result.value) return { ...next, problem: "no-door" };
    const { slug, name } = result.value;
    return { ...next, found: { slug, label: t("continue", { provider: name }) }, problem: null };
  }
  const problem = result.fields?.["email"] === "email-missing" ? "email-missing" : "not-an-email";
  return { ...next, problem: result.code === "invalid-input" ? problem : "failed" };
}
