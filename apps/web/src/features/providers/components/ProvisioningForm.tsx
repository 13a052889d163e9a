"use client";

import { useTranslations } from "next-intl";
import { AdminForm, useProblem, useSaving } from "@/ui/form/AdminForm";
import { Choice, Choices } from "@/ui/form/Choices";
import { ProblemText, TextField } from "@/ui/form/Field";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { useAdminForm } from "@/ui/form/use-admin-form";
import { Panel } from "@/ui/Panel";
import { ClaimConditions } from "./ClaimConditions";
import { type ListableAttribute, NoticeFields } from "./NoticeFields";

interface ProvisioningFormProps {
  readonly action: PostedForm<FormState>;
  readonly provider: { readonly id: string; readonly name: string; readonly revision: number };
  readonly purposes: readonly { readonly id: string; readonly name: string }[];
  /** The catalogue. */
  readonly attributes: readonly ListableAttribute[];
  readonly stored: FormFields;
}

const order = [
  ...["noticeName", "noticeBasis", "noticeText", "noticeDays", "noticeList"],
  ...["purposes", "domains", "minimumAge", "claim", "allowed"],
];

/** Who gets an account at the first sign-in, what is asked, and what later sign-ins change. */
export function ProvisioningForm({ action, provider, purposes, attributes, stored }: ProvisioningFormProps) {
  const t = useTranslations("identity-providers");
  const handle = useAdminForm(action, openedForm, stored);
  const names = Object.keys(handle.state.typed ?? stored);
  const text = { provider: provider.name };
  return (
    <AdminForm
      handle={handle}
      order={order}
      sentence={(field, code) =>
        t(`problem.${code}`, { field: t(`provisioning.field.${field.replace(/\.\d+$/, "")}`) })
      }
      failures={{ gone: t("failure.gone") }}
      base={provider.revision}
      hidden={{ provider: provider.id }}
      conflict={{
        href: `/admin/identity-providers/${provider.id}/provisioning`,
        differences: (now, typed) => differencesOf(now, typed, { purposes, attributes }, t),
      }}
      cancelHref="/admin/identity-providers"
    >
      <div className="panels [&+.panel]:mt-6">
        <Panel id="jit" title={t("provisioning.jit")} text={t("provisioning.jitText", text)}>
          <div className="panel-body">
            <Radios name="jitMode" legend="jit" choices={{ ask: "ask", notice: "notice", off: "off" }} />
          </div>
        </Panel>
        <Panel id="told" title={t("provisioning.told")} text={t("provisioning.toldText", text)}>
          <div className="panel-body">
            <NoticeFields attributes={attributes} />
          </div>
        </Panel>
        <Panel id="purposes" title={t("provisioning.purposes")} text={t("provisioning.purposesText")}>
          <div className="panel-body">
            <Purposes purposes={purposes} />
          </div>
        </Panel>
        <Panel id="conditions" title={t("provisioning.conditions")} text={t("provisioning.conditionsText")}>
          <div className="panel-body">
            <Conditions rows={names.filter((name) => name.startsWith("claim.")).length} />
          </div>
        </Panel>
        <Panel id="sync" title={t("provisioning.sync")} text={t("provisioning.syncText")}>
          <div className="panel-body">
            <Radios
              name="syncPolicy"
              legend="sync"
              choices={{ "provider-wins": "providerWins", "first-sign-in": "firstSignIn" }}
            />
          </div>
        </Panel>
      </div>
    </AdminForm>
  );
}

interface RadiosProps {
  readonly name: string;
  /** The label of the group. */
  readonly legend: string;
  /** Value → text. */
  readonly choices: Readonly<Record<string, string>>;
}

function Radios({ name, legend, choices }: RadiosProps) {
  const t = useTranslations("identity-providers.provisioning");
  return (
    <Choices legend={t(legend)}>
      {Object.entries(choices).map(([value, text]) => (
        <Choice type="radio" name={name} value={value} text={t(text)} key={value} />
      ))}
    </Choices>
  );
}

function Purposes({ purposes }: Pick<ProvisioningFormProps, "purposes">) {
  const t = useTranslations("identity-providers.provisioning");
  return (
    <>
      <ProblemText id="purposes" text={useProblem("purposes")} />
      <Radios name="purposesMode" legend="purposes" choices={{ all: "all", chosen: "chosen" }} />
      <div className="chosen">
        {purposes.length === 0 && <p className="text-muted">{t("noPurposes")}</p>}
        <Choices legend={t("chosen")}>
          {purposes.map(({ id, name }) => (
            <Choice type="checkbox" name={`purpose.${id}`} text={name} key={id} />
          ))}
        </Choices>
      </div>
    </>
  );
}

function Conditions({ rows }: { readonly rows: number }) {
  const t = useTranslations("identity-providers.provisioning");
  const saving = useSaving();
  return (
    <>
      <Choice type="checkbox" name="emailVerified" text={t("emailVerified")} />
      <p className="hint">{t("emailVerifiedHint")}</p>
      <TextField name="domains" label={t("field.domains")} optional kind="lines" mono hint={t("domainsHint")} />
      <TextField name="minimumAge" label={t("field.minimumAge")} optional hint={t("minimumAgeHint")} />
      <Choice type="checkbox" name="asksAge" text={t("field.asksAge")} />
      <ClaimConditions rows={rows} />
      <div className="mt-3 mb-4">
        <button className="button" type="submit" name="do" value="more" aria-disabled={saving || undefined}>
          {t("more")}
        </button>
      </div>
    </>
  );
}

type Texts = ReturnType<typeof useTranslations<"identity-providers">>;

/** What is stored now and differs from what was typed, field by field. */
function differencesOf(
  stored: FormFields,
  typed: FormFields,
  { purposes, attributes }: Pick<ProvisioningFormProps, "purposes" | "attributes">,
  t: Texts,
) {
  const nameOf = (field: string) =>
    purposes.find(({ id }) => field === `purpose.${id}`)?.name ??
    attributes.find(({ key }) => field === `told.${key}`)?.label ??
    t(
      `provisioning.field.${field
        .replace(/\.\d+$/, "")
        .replace(/^purpose\..*/, "purposes")
        .replace(/^told\..*/, "noticeList")}`,
    );
  const textOf = (field: string, value: string) => {
    if (/^(purpose|told)\.|^(emailVerified|asksAge)$/.test(field)) return t(`yesNo.${value}`);
    if (field === "noticeBasis") return t(`provisioning.basis.${value || "none"}`);
    if (field === "noticeList") return value === "" ? "" : t(`provisioning.${value}`);
    return ["jitMode", "syncPolicy", "purposesMode"].includes(field) ? t(`provisioning.value.${value}`) : value;
  };
  return [...new Set([...Object.keys(stored), ...Object.keys(typed)])].flatMap((field) => {
    const [now, before] = [stored[field] ?? "", typed[field] ?? ""];
    return now === before ? [] : [{ name: nameOf(field), text: textOf(field, now) }];
  });
}
