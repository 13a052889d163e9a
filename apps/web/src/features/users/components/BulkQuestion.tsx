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
  const toDo = chosen.filter(({ bulkState }) => bulkState === "to-do");
  const leftOut = chosen.filter(({ bulkState }) => bulkState !== "to-do");
  const sessions = toDo.reduce((sum, account) => sum + account.sessions, 0);
  const filter = Object.entries(fields).filter(([, value]) => value !== "");
  return (
    <ConfirmQuestion
      action={action}
      about={{ ...Object.fromEntries(filter), what: act }}
      facts={[
        { name: t("who"), text: <SelectedList act={act} accounts={toDo} /> },
        { name: t("means"), text: t(`meaning.${act}`, { sessions }) },
        ...(leftOut.length > 0
          ? [{ name: t("left"), text: <SelectedList act={act} accounts={leftOut} reasons /> }]
          : []),
      ]}
      yes={t(`yes.${act}`, { count: toDo.length })}
      no={t("no")}
      back={back}
    >
      {chosen.map(({ id }) => (
        <input key={id} type="hidden" name="user" value={id} />
      ))}
      {toDo.map(({ id }) => (
        <input key={id} type="hidden" name="act-on" value={id} />
      ))}
    </ConfirmQuestion>
  );
}
