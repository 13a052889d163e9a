"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { FormFields } from "@/ui/form/form-state";
import { pathField } from "./claim-rule-fields";

export interface SuggestedClaims {
  /** The day of the latest test sign-in, in words. */
  readonly day: string;
  /** The unmapped claims that it saw, each with the attribute of the same name, or null. */
  readonly suggestions: readonly { readonly path: string; readonly attribute: string | null }[];
}

interface TestSuggestionListProps {
  /** Null before the first successful test. */
  readonly tested: SuggestedClaims | null;
  /** The page that starts a test. */
  readonly testHref: string;
  /** The rows as they are on the screen. */
  readonly shown: FormFields;
  readonly labelOf: (attribute: string) => string;
  readonly saving: boolean;
}

/** Claims that the latest test sign-in saw and no row uses yet, with a button if an attribute has the same name. */
export function TestSuggestionList({ tested, testHref, shown, labelOf, saving }: TestSuggestionListProps) {
  const t = useTranslations("identity-providers.claims.tested");
  if (!tested) {
    return (
      <p className="text-muted">
        {t("never")}{" "}
        <Link href={testHref} prefetch={false}>
          {t("test")}
        </Link>
      </p>
    );
  }
  const typed = new Set(Object.values(shown).map((path) => path.trim()));
  const open = tested.suggestions.filter(({ path }) => !typed.has(path));
  const fitting = open.flatMap(({ path, attribute }) =>
    attribute !== null && (shown[pathField(attribute)] ?? "").trim() === "" ? [{ path, attribute }] : [],
  );
  const rest = open.filter(({ path }) => !fitting.some((one) => one.path === path));
  if (open.length === 0) return <p className="text-muted">{t("nothing", { day: tested.day })}</p>;
  return (
    <div className="mb-4">
      <p>{t("lead", { day: tested.day })}</p>
      {fitting.length > 0 && (
        <ul className="my-2">
          {fitting.map(({ path, attribute }) => (
            <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1" key={path}>
              <span className="min-w-0">
                <bdi className="mono wrap-anywhere">{path}</bdi> {t("as", { label: labelOf(attribute) })}
              </span>
              <button
                className="button"
                type="submit"
                name="do"
                value={`take.${attribute}`}
                aria-disabled={saving || undefined}
                aria-label={t("takeNamed", { label: labelOf(attribute) })}
              >
                {t("take")}
              </button>
            </li>
          ))}
        </ul>
      )}
      {rest.length > 0 && (
        <p className="text-muted">
          {t("rest")}{" "}
          {rest.map(({ path }) => (
            <bdi className="mono wrap-anywhere" key={path}>
              {path}{" "}
            </bdi>
          ))}
        </p>
      )}
    </div>
  );
}
