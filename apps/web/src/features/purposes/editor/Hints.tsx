"use client";

import { useTranslations } from "next-intl";
import { useDraft, useEditor } from "./EditorContext";
import { labelOf, type StoredPurpose } from "./editor-types";
import { HintLines, type HintLine } from "@/ui/HintLines";
import { type EffectHint, hintsFor } from "./editor-hints";
import { warningLine } from "./warning-text";

/** Hints about the purpose as it is typed, before it is finished. */
export function Hints({ stored }: { readonly stored: StoredPurpose | null }) {
  const t = useTranslations("admin-editor.hints");
  const terms = useTranslations("admin-terms.warnings");
  const world = useEditor();
  const draft = useDraft();
  const { warnings, effects } = hintsFor(draft, stored, world);
  if (warnings.length + effects.length === 0) return null;
  const words = {
    ...{ t, terms },
    label: (key: string) => labelOf(world, key),
    language: (code: string) => world.languages.find((known) => known.code === code)?.name ?? code,
  };
  return (
    <section className="mt-6" aria-labelledby="hints-title">
      <h2 id="hints-title">{t("title")}</h2>
      <HintLines
        lines={[
          ...warnings.map((warning) => warningLine(warning, words)),
          ...effects.map((hint) => effectLine(hint, t)),
        ]}
      />
    </section>
  );
}

const says = { icon: "info", tone: "muted" } as const;

function effectLine(hint: EffectHint, t: ReturnType<typeof useTranslations<"admin-editor.hints">>): HintLine {
  switch (hint.kind) {
    case "next-sign-in":
      return { ...says, title: t("nextSignIn"), text: t("nextSignInText") };
    case "people":
      return { ...says, title: t("people", { count: hint.people }), text: t("peopleText") };
    case "review":
      return { ...says, title: t("review"), text: t("reviewText") };
    case "reasons-filled":
      return { icon: "check", tone: "success", title: t("reasonsFilled", { count: hint.count }) };
  }
}
