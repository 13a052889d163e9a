import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { PurposeLanguages } from "@/features/purposes/components/PurposeLanguages";
import { PurposeStatusBadge } from "@/features/purposes/components/PurposeStatusBadge";
import { Message } from "@/ui/Message";
import { requireAdministrator } from "@/platform/access";
import { redirectToNotFound } from "@/platform/error-page";
import { pageTitle } from "@/platform/page";
import { offeredLanguages } from "@/platform/installation";
import { purposeLanguages } from "@/features/purposes/translation/queries";
import { editedPurpose, type EditedPurpose, purposeName } from "@/features/purposes/queries";
import { AdminFlash } from "../../AdminFlash";
import { ArchivedPurpose } from "@/features/purposes/components/ArchivedPurpose";
import { Editor } from "@/features/purposes/components/Editor";

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }) {
  return pageTitle((await purposeName((await params).id)) ?? "");
}

export default async function Purpose({ params }: { params: Params }) {
  await requireAdministrator();
  const { id } = await params;
  const [purpose, list] = await Promise.all([editedPurpose(id), getTranslations("admin.purposes")]);
  if (!purpose) redirectToNotFound();
  const { languages: offered } = await offeredLanguages();
  return (
    <>
      <AdminFlash />
      <PageHead
        title={purpose.draft.name}
        mark={<Status purpose={purpose} />}
        above={[{ href: "/admin/purposes", text: list("title") }]}
        here={purpose.draft.name}
        acts={<Acts purpose={purpose} />}
      />
      {purpose.isDraft && <Unpublished id={id} />}
      {purpose.status === "archived" ? (
        <ArchivedPurpose purpose={purpose} />
      ) : (
        <>
          <Editor key={id} stored={purpose} />
          <PurposeLanguages
            purposeId={id}
            languages={purposeLanguages(purpose.version, { original: purpose.language, offered })}
            outdated={purpose.outdated}
          />
        </>
      )}
    </>
  );
}

const words = { live: "statusLive", draft: "statusDraft", archived: "statusArchived" } as const;

async function Status({ purpose: { status, asked, isDraft } }: { readonly purpose: EditedPurpose }) {
  const t = await getTranslations("admin.purpose");
  const text = t(words[status], { number: asked });
  return (
    <PurposeStatusBadge
      status={status}
      text={isDraft && status === "live" ? t("unpublishedMark", { status: text }) : text}
    />
  );
}

async function Unpublished({ id }: { readonly id: string }) {
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

async function Acts({ purpose: { id, wasShown, status } }: { readonly purpose: EditedPurpose }) {
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
