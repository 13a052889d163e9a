import { getTranslations } from "next-intl/server";
import { PurposeStatusBadge } from "./PurposeStatusBadge";
import type { EditedPurpose } from "../queries";

const words = { live: "statusLive", draft: "statusDraft", archived: "statusArchived" } as const;

export async function PurposeState({ purpose: { status, asked, isDraft } }: { readonly purpose: EditedPurpose }) {
  const t = await getTranslations("admin.purpose");
  const text = t(words[status], { number: asked });
  return (
    <PurposeStatusBadge
      status={status}
      text={isDraft && status === "live" ? t("unpublishedMark", { status: text }) : text}
    />
  );
}
