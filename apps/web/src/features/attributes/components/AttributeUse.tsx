import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Panel } from "@/ui/Panel";
import { purposeHref } from "@/ui/table/references";

interface AttributeUseProps {
  readonly attribute: {
    readonly builtIn: boolean;
    readonly mappedBy: readonly { readonly id: string; readonly name: string }[];
    readonly usedBy: readonly {
      readonly id: string;
      readonly name: string;
      readonly status: string;
      readonly noticeOf: string | null;
    }[];
    readonly kept: { readonly versions: boolean; readonly values: boolean; readonly receipts: boolean };
  };
  readonly inUse: boolean;
}

/** Where an attribute is used, which is why it cannot be deleted. */
export async function AttributeUse({ attribute, inUse }: AttributeUseProps) {
  const t = await getTranslations("admin-attributes.use");
  const { builtIn, mappedBy, usedBy, kept } = attribute;
  return (
    <Panel id="use" title={t("title")}>
      <div className="panel-body">
        <dl className="kv kv-tight">
          <div>
            <dt>{t("purposes")}</dt>
            <dd>
              {usedBy.length === 0
                ? t("noPurpose")
                : usedBy.map(({ id, name, status, noticeOf }) => (
                    <span className="block [&>small]:block [&>span]:block" key={id}>
                      <Link href={purposeHref({ id, noticeOf })} prefetch={false}>
                        {name}
                      </Link>
                      {status === "archived" && ` ${t("archived")}`}
                    </span>
                  ))}
            </dd>
          </div>
          <div>
            <dt>{t("providers")}</dt>
            <dd>
              {mappedBy.length === 0
                ? t("noProvider")
                : mappedBy.map(({ id, name }) => (
                    <span className="block [&>small]:block [&>span]:block" key={id}>
                      {name}
                    </span>
                  ))}
            </dd>
          </div>
          <div>
            <dt>{t("kept")}</dt>
            <dd>
              {(["versions", "values", "receipts"] as const).map(
                (what) =>
                  kept[what] && (
                    <span className="block [&>small]:block [&>span]:block" key={what}>
                      {t(`keptBy.${what}`)}
                    </span>
                  ),
              )}
              {!kept.versions && !kept.values && !kept.receipts && t("notKept")}
            </dd>
          </div>
        </dl>
      </div>
      <div className="panel-foot">
        <span>{t(builtIn ? "builtIn" : inUse ? "inUse" : "free")}</span>
      </div>
    </Panel>
  );
}
