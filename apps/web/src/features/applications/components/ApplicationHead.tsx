import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHead } from "@/ui/PageHead";
import { Tabs } from "@/ui/Tabs";
import { ApplicationStatus } from "./ApplicationStatus";

type ApplicationTab = "settings" | "secrets" | "setup" | "purposes" | "try" | "activity";

interface ApplicationHeadProps {
  readonly application: {
    readonly id: string;
    readonly name: string;
    readonly kind: "web" | "single-page" | "native" | "service";
    readonly authMethod: string;
    readonly enabled: boolean;
  };
  readonly tab: ApplicationTab;
  readonly switchApplication: (data: FormData) => Promise<void>;
}

/** Which application it is, what can be done with it as a whole, and its pages. */
export async function ApplicationHead({ application, tab, switchApplication }: ApplicationHeadProps) {
  const t = await getTranslations("admin-applications");
  const { id, name, kind, enabled, authMethod } = application;
  const home = `/admin/applications/${id}`;
  const tabs: readonly { readonly name: ApplicationTab; readonly path: string; readonly shown: boolean }[] = [
    { name: "settings", path: "", shown: true },
    { name: "secrets", path: "/secrets", shown: authMethod.startsWith("client_secret") },
    { name: "setup", path: "/setup", shown: true },
    { name: "purposes", path: "/purposes", shown: kind !== "service" },
    { name: "try", path: "/try", shown: kind !== "service" },
    { name: "activity", path: "/activity", shown: kind !== "service" },
  ];
  return (
    <>
      <PageHead
        title={<bdi>{name}</bdi>}
        mark={<ApplicationStatus enabled={enabled} />}
        above={[{ href: "/admin/applications", text: t("list.title") }]}
        here={name}
        acts={
          <>
            <form action={switchApplication}>
              <input type="hidden" name="application" value={id} />
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
        tabs={tabs
          .filter(({ shown }) => shown)
          .map((one) => ({ href: home + one.path, text: t(`tabs.${one.name}`), current: one.name === tab }))}
      />
    </>
  );
}
