import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/components/admin/PageHead";
import { ConnectionForm } from "@/components/admin/provider/ConnectionForm";
import { openedForm } from "@/components/admin/provider/form-state";
import { requireAdministrator } from "@/server/access";
import { backChannelStart, redirectUriStart } from "@/server/identity-providers";
import { one, pageTitle, type Search } from "@/server/page";
import { presetNames, presetOf } from "@/server/provider-presets";
import { editConnection } from "../actions";
import { Texts } from "../Texts";

export const generateMetadata = async () =>
  pageTitle((await getTranslations("identity-providers.connection"))("newTitle"));

/** A new connection. The preset stands in the address, so that choosing one needs no script. */
export default async function NewProvider({ searchParams }: { searchParams: Search }) {
  await requireAdministrator();
  const [search, t] = [await searchParams, await getTranslations("identity-providers")];
  const preset = presetOf(one(search["preset"]));
  const { key, name, issuer, scopes, accountUrl } = preset;
  const stored = {
    ...{ name, issuer, scopes, accountUrl },
    slug: key === "generic" ? "" : key,
    tokenAuthMethod: "client_secret_basic",
    domains: "",
    tenants: "",
    authorizationParameters: "",
  };
  return (
    <>
      <PageHead
        title={t("connection.newTitle")}
        lead={t("connection.newLead")}
        above={[{ href: "/admin/identity-providers", text: t("list.title") }]}
      />
      <nav className="tabs" aria-label={t("preset.label")}>
        <ul>
          {presetNames.map((one) => (
            <li key={one}>
              <Link
                href={`/admin/identity-providers/new?preset=${one}`}
                prefetch={false}
                aria-current={one === key ? "page" : undefined}
              >
                {t(`preset.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {t.has(`preset.help.${key}`) && <p className="form-lead">{t(`preset.help.${key}`)}</p>}
      <Texts of={["connection", "discovered"]}>
        <ConnectionForm
          key={key}
          action={editConnection}
          opened={{ ...openedForm, found: null, secretTyped: false }}
          provider={null}
          preset={key}
          stored={stored}
          secretSet=""
          redirectUriStart={redirectUriStart()}
          backChannelStart={backChannelStart()}
        />
      </Texts>
    </>
  );
}
