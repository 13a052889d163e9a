import { getTranslations } from "next-intl/server";
import { Message } from "@/ui/Message";
import { Panel } from "@/ui/Panel";
import { Status } from "@/ui/Status";
import { ListTable } from "@/ui/table/ListTable";

interface TryOutcomeProps {
  readonly name: string;
  /** Null if there is nothing to show. */
  readonly tried:
    | {
        readonly ok: true;
        readonly idToken: string;
        readonly userinfo: string;
        readonly claims: readonly {
          readonly attribute: string;
          readonly label: string;
          readonly reason: Reason;
          readonly purposes: readonly string[];
        }[];
      }
    | { readonly ok: false; readonly error: string }
    | null;
  /** The address that starts another one. */
  readonly start: string;
}

type Reason = "released" | "no-value" | "no-grant" | "not-named" | "no-longer-named" | "not-asked";

/** The details of the administrator's account that the application would get, and why not the others. */
export async function TryOutcome({ name, tried, start }: TryOutcomeProps) {
  const t = await getTranslations("admin-applications.try");
  const again = (
    <a className="button" href={start}>
      {t("again")}
    </a>
  );
  if (tried === null) {
    return (
      <Panel id="over" title={t("over")} className="max-w-form">
        <div className="panel-body">
          <p>{t("overText")}</p>
          <div className="mt-6">{again}</div>
        </div>
      </Panel>
    );
  }
  if (!tried.ok) {
    const known = t.has(`error.${tried.error}`) ? tried.error : "other";
    return (
      <div className="max-w-form">
        <Message tone="warning" title={t("failed", { name })}>
          <p className="mb-4">{t(`error.${known}`, { name, error: tried.error })}</p>
          {again}
        </Message>
      </div>
    );
  }
  const released = tried.claims.filter(({ reason }) => reason === "released").length;
  return (
    <>
      <div className="mb-6">
        <Message tone="success" title={t("worked", { name })}>
          {t("got", { name, count: released })}
        </Message>
      </div>
      <Panel id="why" title={t("why")} text={t("whyText", { name })}>
        <ListTable caption={t("caption")} columns={[t("column.detail"), t("column.released"), t("column.why")]}>
          {tried.claims.map(({ attribute, label, reason, purposes }) => (
            <tr key={attribute}>
              <th scope="row">
                {label}
                <small className="mono">{attribute}</small>
              </th>
              <td className="sm:whitespace-nowrap" data-column={t("column.released")}>
                <Status shape={reason === "released" ? "on" : "off"}>
                  {t(reason === "released" ? "released" : "kept")}
                </Status>
              </td>
              <td data-column={t("column.why")}>
                {t(`reason.${reason}`, { name, purposes: new Intl.ListFormat("en").format(purposes) })}
              </td>
            </tr>
          ))}
        </ListTable>
      </Panel>
      {(["idToken", "userinfo"] as const).map((answer) => (
        <Panel key={answer} id={answer} title={t(answer)} text={t(`${answer}Text`)} className="max-w-form">
          <div className="panel-body">
            <pre className="rounded-6 border border-border bg-sunken p-3 text-12/5 wrap-anywhere whitespace-pre-wrap">
              <code>
                <bdi>{tried[answer]}</bdi>
              </code>
            </pre>
          </div>
        </Panel>
      ))}
      <div className="mt-6">{again}</div>
    </>
  );
}
