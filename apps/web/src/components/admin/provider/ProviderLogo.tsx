import { getTranslations } from "next-intl/server";
import { ProviderMark } from "@/components/ProviderMark";

interface ProviderLogoProps {
  readonly providerId: string;
  readonly mark: { readonly letters: string; readonly picture: string | null };
}

/** The picture of a provider as people see it, and a form to set or remove it; a plain one, because it takes a file. */
export async function ProviderLogo({ providerId, mark }: ProviderLogoProps) {
  const t = await getTranslations("identity-providers.logo");
  const action = `/admin/identity-providers/${providerId}/logo`;
  return (
    <section className="panel" id="logo" aria-labelledby="logo-title">
      <div className="panel-head">
        <h2 id="logo-title">{t("title")}</h2>
        <p>{t("text")}</p>
      </div>
      <div className="panel-body">
        <ProviderMark {...mark} />
        {!mark.picture && <p className="hint">{t("none")}</p>}
        <form className="field" action={action} method="post" encType="multipart/form-data">
          <label htmlFor="file">{t("file")}</label>
          <input id="file" name="file" type="file" accept="image/png,image/jpeg,image/webp" required />
          <div className="field-act">
            <button className="button" type="submit" name="do" value="upload">
              {t("upload")}
            </button>
          </div>
        </form>
        {mark.picture && (
          <form action={action} method="post" encType="multipart/form-data">
            <button className="button" type="submit" name="do" value="remove">
              {t("remove")}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}
