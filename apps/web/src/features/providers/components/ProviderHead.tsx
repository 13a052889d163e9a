import { getTranslations } from "next-intl/server";
import { SwitchedHead } from "@/ui/SwitchedHead";
import { ProviderStatusBadge } from "./ProviderStatusBadge";

type ProviderTab = "connection" | "claims" | "provisioning" | "test";

/** The pages of a provider, by the path below its address. */
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

/** The name of the provider, the actions on it, and its pages. */
export async function ProviderHead({ provider: { id, name, enabled }, tab, switchProvider }: ProviderHeadProps) {
  const t = await getTranslations("identity-providers");
  return (
    <SwitchedHead
      id={id}
      name={name}
      enabled={enabled}
      status={<ProviderStatusBadge enabled={enabled} />}
      list={{ href: "/admin/identity-providers", text: t("list.title") }}
      act={switchProvider}
      field="provider"
      words={{ enable: t("enable"), disable: t("disable"), remove: t("delete") }}
      tabs={tabs.map((one) => ({ path: one.path, text: t(`tabs.${one.name}`), current: one.name === tab }))}
    />
  );
}
