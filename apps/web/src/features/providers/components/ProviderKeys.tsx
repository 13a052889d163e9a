import { getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { ListTable } from "@/ui/table/ListTable";
import { CopyField } from "@/ui/form/CopyField";
import { Panel } from "@/ui/Panel";

export interface ListedKey {
  readonly id: string;
  readonly kid: string;
  readonly algorithm: string;
  readonly inUse: boolean;
  readonly createdAt: Date;
}

interface ProviderKeysProps {
  readonly providerId: string;
  /** The oldest first; at least one. */
  readonly keys: readonly ListedKey[];
  /** Where the provider fetches them. */
  readonly address: string;
  readonly change: (data: FormData) => Promise<void>;
}

/** The keys that we authenticate with: where they are published, which one signs, and the steps of a rotation. */
export async function ProviderKeys({ providerId, keys, address, change }: ProviderKeysProps) {
  const [t, copy, locale] = await Promise.all([
    getTranslations("identity-providers.keys"),
    getTranslations("identity-providers.connection"),
    getLocale(),
  ]);
  const { shortDay } = datesOf(locale);
  return (
    <Panel id="keys" title={t("title")} text={t("text")}>
      <div className="panel-body">
        <CopyField
          name="keySet"
          value={address}
          words={{ label: copy("keySet"), hint: copy("keySetHint"), copy: copy("copy"), copied: copy("copied") }}
        />
      </div>
      <ListTable
        caption={t("caption")}
        columns={[t("column.key"), t("column.algorithm"), t("column.since"), t("column.act")]}
      >
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">
              <span className="mono wrap-anywhere">{key.kid}</span>
            </th>
            <td data-column={t("column.algorithm")}>{key.algorithm}</td>
            <td className="sm:whitespace-nowrap" data-column={t("column.since")}>
              {shortDay(key.createdAt)}
            </td>
            <td>{key.inUse ? t("inUse") : <KeyActs kid={key.kid} keyId={key.id} {...{ providerId, change }} />}</td>
          </tr>
        ))}
      </ListTable>
      <div className="panel-body">
        <form action={change}>
          <input type="hidden" name="provider" value={providerId} />
          <button className="button" type="submit" name="act" value="add">
            {t("add")}
          </button>
        </form>
        <p className="hint">{t("addHint")}</p>
      </div>
    </Panel>
  );
}

interface KeyActsProps extends Pick<ProviderKeysProps, "providerId" | "change"> {
  readonly keyId: string;
  readonly kid: string;
}

async function KeyActs({ providerId, keyId, kid, change }: KeyActsProps) {
  const t = await getTranslations("identity-providers.keys");
  return (
    <form className="flex flex-wrap gap-2" action={change}>
      <input type="hidden" name="provider" value={providerId} />
      <input type="hidden" name="key" value={keyId} />
      <button className="button" type="submit" name="act" value="use" aria-label={t("useNamed", { kid })}>
        {t("use")}
      </button>
      <button className="button" type="submit" name="act" value="remove" aria-label={t("removeNamed", { kid })}>
        {t("remove")}
      </button>
    </form>
  );
}
