import "server-only";
import { readDomain } from "@assent/consent/evaluate/account-conditions";
import { readValue } from "@assent/consent/attribute/attribute";
import { findByDomain } from "@assent/database/providers/identity-providers";
import * as z from "zod/mini";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import type { LetterMarkFacts } from "@/platform/pictures/letter-mark";
import { markOf } from "./provider-mark";

export interface SignInProvider {
  readonly slug: string;
  readonly name: string;
  readonly hint: string | null;
  readonly mark: LetterMarkFacts;
  /** Whether it can be found by the domain of an email address. */
  readonly routed: boolean;
}

/** The providers on the sign-in page, in order. */
export async function signInProviders(): Promise<SignInProvider[]> {
  const enabled = await administered.listEnabled();
  return enabled.map((provider) => {
    const { slug, name, hint, domains } = provider;
    return { slug, name, hint, mark: markOf(provider), routed: domains.length > 0 };
  });
}

/** An email address, typed to find a provider. Messages are codes. */
export const addressInput = z.object({
  email: z
    .string("email-missing")
    .check(z.trim(), z.minLength(1, "email-missing"), z.maxLength(320, "not-an-email"))
    .check(z.refine((typed) => readValue("email", typed).ok, "not-an-email")),
});

/**
 * The provider that the domain of an email address leads to, or null. The address is not stored, and not sent on as a
 * `login_hint`: nothing about a person goes to a third party or into a URL before they agree.
 */
export async function providerForEmail(email: string): Promise<Pick<SignInProvider, "slug" | "name"> | null> {
  const domain = readDomain(email.slice(email.lastIndexOf("@") + 1));
  const found = domain === null ? null : await findByDomain(database().orm, domain);
  return found && { slug: found.slug, name: found.name };
}

/** The name of a provider; null if it does not exist. */
export async function providerName(slug: string | null | undefined): Promise<string | null> {
  return slug ? ((await administered.findBySlug(slug))?.name ?? null) : null;
}
