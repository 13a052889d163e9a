import { getTranslations } from "next-intl/server";
import { applicationMark } from "@/sign-in/application-mark";
import { LetterMark } from "@/ui/LetterMark";
import { SwitchedHead } from "@/ui/SwitchedHead";
import { ApplicationStatus } from "./ApplicationStatus";

type ApplicationTab = "settings" | "secrets" | "setup" | "purposes" | "try" | "activity";

interface ApplicationHeadProps {
  readonly application: {
    readonly id: string;
    readonly name: string;
    readonly kind: "web" | "single-page" | "native" | "service";
    readonly authMethod: string;
    readonly enabled: boolean;
    readonly logoHash: string | null;
  };
  readonly tab: ApplicationTab;
  readonly switchApplication: (data: FormData) => Promise<void>;
}

/** Which application it is, what can be done with it as a whole, and its pages. */
export async function ApplicationHead({ application, tab, switchApplication }: ApplicationHeadProps) {
  const t = await getTranslations("admin-applications");
  const { id, name, kind, enabled, authMethod } = application;
  const tabs: readonly { readonly name: ApplicationTab; readonly path: string; readonly shown: boolean }[] = [
    { name: "settings", path: "", shown: true },
    { name: "secrets", path: "/secrets", shown: authMethod.startsWith("client_secret") },
    { name: "setup", path: "/setup", shown: true },
    { name: "purposes", path: "/purposes", shown: true },
    { name: "try", path: "/try", shown: kind !== "service" },
    { name: "activity", path: "/activity", shown: kind !== "service" },
  ];
  return (
    <SwitchedHead
      id={id}
      name={name}
      picture={<LetterMark mark={applicationMark(application)} small />}
      enabled={enabled}
      status={<ApplicationStatus enabled={enabled} />}
      list={{ href: "/admin/applications", text: t("list.title") }}
      act={switchApplication}
      field="application"
      words={{ enable: t("enable"), disable: t("disable"), remove: t("delete") }}
      tabs={tabs
        .filter(({ shown }) => shown)
        .map((one) => ({ path: one.path, text: t(`tabs.${one.name}`), current: one.name === tab }))}
    />
  );
}
