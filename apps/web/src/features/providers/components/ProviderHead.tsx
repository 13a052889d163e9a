import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { ProviderStatusBadge } from "./ProviderStatusBadge";
import { Tabs } from "@/ui/Tabs";

type ProviderTab = "connection" | "claims" | "provisioning" | "test";

/** By page below the provider's own. */
const tabs: readonly { readonly name: ProviderTab; readonly path: string }[] = [
  { name: "connection", path: "" },
  { name: "claims", path: "/claims" },
  { name: "provisioning", path: "/provisioning" },
  { name: "test", path: "/test" },
];

interface ProviderHeadProps {
  readonly provider: { readonly id: string; readonly name: string; readonly enabled: boolean };
  readonly tab: ProviderTab;
  readonly switchProvider: (data: FormData) => Promise<void>;
}

/** Which provider it is, what can be done with it as a whole, and its pages. */
export async function ProviderHead({ provider: { id, name, enabled }, tab, switchProvider }: ProviderHeadProps) {
  const t = await getTranslations("identity-providers");
  const home = `/admin/identity-providers/${id}`;
  return (
    <>
      <PageHead
        title={<bdi>{name}</bdi>}
        mark={<ProviderStatusBadge enabled={enabled} />}
        above={[{ href: "/admin/identity-providers", text: t("list.title") }]}
        here={name}
        acts={
          <>
            <form action={switchProvider}>
              <input type="hidden" name="provider" value={id} />
              <button className="button" type="submit" name="enabled" value={enabled ? "off" : "on"}>
                {t(enabled ? "disable" : "enable")}
              </button>
            </form>
            <Link className="button" href={`${home}/remove`} prefetch={false}>
              {t("delete")}
            </Link>
          </>
        }
      />
      <Tabs
        label={name}
        tabs={tabs.map((one) => ({ href: home + one.path, text: t(`tabs.${one.name}`), current: one.name === tab }))}
      />
    </>
  );
}
