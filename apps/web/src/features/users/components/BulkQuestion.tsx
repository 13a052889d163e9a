import { getTranslations } from "next-intl/server";
import type { SelectedAccount } from "../queries";
import { SelectedList } from "./SelectedList";
import { ConfirmQuestion } from "@/ui/form/ConfirmQuestion";

interface BulkQuestionProps {
  readonly act: "suspend" | "restore" | "end-sessions";
  readonly chosen: readonly SelectedAccount[];
  /** The filter of the list that this came from. */
  readonly fields: Readonly<Record<string, string>>;
  readonly back: string;
  readonly action: (data: FormData) => Promise<void>;
}

/** Which accounts will be changed, and which will not and why. */
export async function BulkQuestion({ act, chosen, fields, back, action }: BulkQuestionProps) {
  const t = await getTranslations("admin-users.bulk");
  const [concerned, left] = [true, false].map((it) => chosen.filter(({ standing }) => (standing === "to-do") === it));
  const sessions = concerned?.reduce((sum, account) => sum + account.sessions, 0) ?? 0;
  const filter = Object.entries(fields).filter(([, value]) => value !== "");
  return (
    <ConfirmQuestion
      action={action}
      about={{ ...Object.fromEntries(filter), what: act }}
      facts={[
        { name: t("who"), text: <SelectedList act={act} accounts={concerned ?? []} /> },
        { name: t("means"), text: t(`meaning.${act}`, { sessions }) },
        ...(left?.length ? [{ name: t("left"), text: <SelectedList act={act} accounts={left} reasons /> }] : []),
      ]}
      yes={t(`yes.${act}`, { count: concerned?.length ?? 0 })}
      no={t("no")}
      back={back}
    >
      {chosen.map(({ id }) => (
        <input key={id} type="hidden" name="user" value={id} />
      ))}
      {concerned?.map(({ id }) => (
        <input key={id} type="hidden" name="act-on" value={id} />
      ))}
    </ConfirmQuestion>
  );
}
