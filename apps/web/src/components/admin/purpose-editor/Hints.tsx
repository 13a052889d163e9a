"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { Icon } from "@/components/Icon";
import type { Draft } from "./draft";
import { useScene } from "./EditorContext";
import type { StoredPurpose } from "./editor-types";
import { type Hint, hintsFor } from "./hints";

/** What is true about the purpose as it stands, before it is finished. */
export function Hints({ stored }: { readonly stored: StoredPurpose | null }) {
  const t = useTranslations("admin-editor.hints");
  const { world } = useScene();
  const draft = useWatch<Draft>() as Draft;
  const hints = hintsFor(draft, stored, world);
  if (hints.length === 0) return null;
  return (
    <section className="hints" aria-labelledby="hints-title">
      <h2 id="hints-title">{t("title")}</h2>
      <ul>
        {hints.map((hint) => (
          <HintLine key={JSON.stringify(hint)} hint={hint} />
        ))}
      </ul>
    </section>
  );
}

const marks = {
  "no-box": { icon: "info", tone: "muted" },
  typed: { icon: "info", tone: "muted" },
  blocked: { icon: "alert", tone: "danger" },
  "no-reason": { icon: "alert", tone: "warning" },
  "next-sign-in": { icon: "info", tone: "muted" },
  people: { icon: "info", tone: "muted" },
  review: { icon: "info", tone: "muted" },
  "reasons-filled": { icon: "check", tone: "success" },
} as const;

function HintLine({ hint }: { readonly hint: Hint }) {
  const { icon, tone } = marks[hint.kind === "not-sent" ? hint.effect : hint.kind];
  const { title, text } = useHintText(hint);
  return (
    <li>
      <Icon name={icon} tone={tone} />
      <div>
        {title}
        {text && <p>{text}</p>}
      </div>
    </li>
  );
}

function useHintText(hint: Hint): { title: string; text?: string } {
  const t = useTranslations("admin-editor.hints");
  switch (hint.kind) {
    case "no-reason":
      return { title: t("noReason", { label: hint.label }), text: t("noReasonText") };
    case "not-sent":
      return { title: notSentTitle(hint, t), text: t(`notSentEffect.${hint.effect}`) };
    case "next-sign-in":
      return { title: t("nextSignIn"), text: t("nextSignInText") };
    case "people":
      return { title: t("people", { count: hint.people }), text: t("peopleText") };
    case "review":
      return { title: t("review"), text: t("reviewText") };
    case "reasons-filled":
      return { title: t("reasonsFilled", { count: hint.count }) };
  }
}

function notSentTitle(
  hint: Extract<Hint, { kind: "not-sent" }>,
  t: ReturnType<typeof useTranslations<"admin-editor.hints">>,
) {
  const { label, providers } = hint;
  if (!providers) return t("nobodySends", { label });
  return t("someDoNotSend", { label, providers: providers.join(", "), count: providers.length });
}
