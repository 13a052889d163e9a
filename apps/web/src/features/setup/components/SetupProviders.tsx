import { getTranslations } from "next-intl/server";
import type { SetupFacts } from "../steps";
import { Tabs } from "@/ui/Tabs";

interface SetupProvidersProps extends Pick<SetupFacts, "providers"> {
  /** The id of the one that is shown, or "new". */
  readonly here: string;
  /** The page below the address of each provider. */
  readonly page?: "/test";
}

/** Tabs of the connected providers; nothing if there is none. */
export async function SetupProviders({ providers, here, page }: SetupProvidersProps) {
  const t = await getTranslations("setup");
  if (providers.length === 0) return null;
  return (
    <Tabs
      label={t("providers")}
      tabs={[
        ...providers.map(({ id, name }) => ({
          href: `/setup/provider/${id}${page ?? ""}`,
          text: <bdi>{name}</bdi>,
          current: id === here,
        })),
        { href: "/setup/provider/new", text: t("another"), current: here === "new" },
      ]}
    />
  );
}
