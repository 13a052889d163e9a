"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { Message } from "@/ui/Message";
import type { PurposeDraft } from "./draft";
import { useEditor } from "./EditorContext";
import { labelOf, type EditorContextData, type StoredPurpose } from "./editor-types";

/** Somebody else was faster: what is stored now, where it differs from what was typed, and both ways out. */
export function ConflictNotice({ stored }: { readonly stored: StoredPurpose }) {
  const t = useTranslations("admin-editor.conflict");
  const typed = useWatch<PurposeDraft>() as PurposeDraft;
  const { world } = useEditor();
  const differences = useDifferences(stored.draft, typed, world);
  return (
    <div className="conflict">
      <Message tone="warning" role="alert" title={t("title")}>
        <p>{differences.length > 0 ? t("lead", { number: stored.version.number }) : t("same")}</p>
        <dl className="kv">
          {differences.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <p>
          {t("finish")}{" "}
          <a href={`/admin/purposes/${stored.id}`} data-leaves-knowingly>
            {t("discard")}
          </a>
        </p>
      </Message>
    </div>
  );
}

function useDifferences(stored: PurposeDraft, typed: PurposeDraft, world: EditorContextData) {
  const t = useTranslations("admin-editor");
  const categories = (draft: PurposeDraft) =>
    draft.attributes
      .map(({ key, mandatory }) =>
        t("conflict.category", { label: labelOf(world, key), mandatory: mandatory ? "yes" : "no" }),
      )
      .join(", ");
  const retention = (draft: PurposeDraft) =>
    draft.retention === ""
      ? ""
      : [t(`read.retentionKind.${draft.retention}`), draft.retentionDays].filter(Boolean).join(": ");
  const facts = (draft: PurposeDraft) => [
    { name: t("read.name"), text: draft.name },
    { name: t("read.description"), text: draft.description },
    { name: t("read.details", { organisation: world.organisation }), text: draft.details },
    { name: t("read.retention"), text: retention(draft) },
    { name: t("read.legalNote"), text: draft.legalNote },
    { name: t("categories.title"), text: categories(draft) },
    {
      name: t("categories.reason"),
      text: draft.attributes
        .map(({ reason }) => reason)
        .filter(Boolean)
        .join(" "),
    },
  ];
  const now = facts(typed);
  return facts(stored)
    .filter(({ text }, index) => text !== now[index]?.text)
    .map(({ name, text }) => ({ name, text: text || t("conflict.empty") }));
}
