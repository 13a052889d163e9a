import { getTranslations } from "next-intl/server";
import { PurposeStatusBadge } from "./PurposeStatusBadge";
import type { EditedPurpose } from "../queries";
import Link from "next/link";
import { Message } from "@/ui/Message";

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

export async function PurposeLinks({ purpose: { id, wasShown, status } }: { readonly purpose: EditedPurpose }) {
  const t = await getTranslations("admin.purpose");
  return (
    <>
      <Link className="button" href={`/admin/purposes/${id}/history`} prefetch={false}>
        {t("history")}
      </Link>
      <Link className="button" href={`/admin/purposes/new?from=${id}`} prefetch={false}>
        {t("duplicate")}
      </Link>
      {status !== "archived" && (
        <Link className="button" href={`/admin/purposes/${id}/remove`} prefetch={false}>
          {t(wasShown ? "archive" : "delete")}
        </Link>
      )}
    </>
  );
}

export async function UnpublishedChange({ id }: { readonly id: string }) {
  const t = await getTranslations("admin.purpose");
  return (
    <div className="mb-6">
      <Message title={t("unpublished")}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p>{t("unpublishedText")}</p>
          <Link className="button" href={`/admin/purposes/${id}/review`} prefetch={false}>
            {t("review")}
          </Link>
        </div>
      </Message>
    </div>
  );
}
