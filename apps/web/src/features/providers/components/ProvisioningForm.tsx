"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Choice, Choices } from "@/ui/form/Choices";
import { ClaimConditions } from "./ClaimConditions";
import { Field, FieldProblemText } from "@/ui/form/Field";
import { FormFoot } from "@/ui/form/FormFoot";
import { FormProblems, StoredMeanwhile } from "@/ui/form/FormProblems";
import type { FormState, PostedForm } from "@/ui/form/form-state";
import { type ListableAttribute, NoticeFields } from "./NoticeFields";
import { usePostedForm } from "@/ui/form/use-posted-form";
import { Panel } from "@/ui/Panel";

interface ProvisioningFormProps {
  readonly action: PostedForm<FormState>;
  readonly opened: FormState;
  readonly provider: { readonly id: string; readonly name: string; readonly revision: number };
  readonly purposes: readonly { readonly id: string; readonly name: string }[];
  /** The catalogue. */
  readonly attributes: readonly ListableAttribute[];
  /** As the form opens, by field; boxes are "on" or "". */
  readonly stored: Readonly<Record<string, string>>;
}

/** Who gets an account at the first sign-in, what is asked, and what later sign-ins change. */
export function ProvisioningForm({ action, opened, provider, purposes, attributes, stored }: ProvisioningFormProps) {
  const t = useTranslations("identity-providers");
  const { state, saving, dirty, form } = usePostedForm(action, opened);
  const shown = state.typed ?? stored;
  const sentences = Object.fromEntries(
    Object.entries(state.problems).map(([field, code]) => [
      field,
      t(`problem.${code}`, { field: t(`provisioning.field.${field.replace(/\.\d+$/, "")}`) }),
    ]),
  );
  const radio = (name: string, value: string, text: string) => (
    <Choice type="radio" name={name} value={value} checked={shown[name] === value} text={text} />
  );
  return (
    <form className="max-w-form" {...form}>
      {/* The first button is the one that Enter presses. */}
      <button className="sr-only" type="submit" name="do" value="save" tabIndex={-1} aria-hidden="true" />
      <FormProblems state={state} sentences={sentences} />
      {state.conflict && (
        <StoredMeanwhile
          differences={differencesOf(state.conflict, state.typed ?? {}, { purposes, attributes }, t)}
          href={`/admin/identity-providers/${provider.id}/provisioning`}
        />
      )}
      <input type="hidden" name="provider" value={provider.id} />
      <input type="hidden" name="base" value={state.base ?? provider.revision} />
      {/* Drawn anew with each answer, which may have another row; what was typed is in the answer. */}
      <div key={state.attempt} className="panels [&+.panel]:mt-6">
        <FormPanel id="jit" title={t("provisioning.jit")} text={t("provisioning.jitText", { provider: provider.name })}>
          <Choices legend={t("provisioning.jit")}>
            {radio("jitMode", "ask", t("provisioning.ask"))}
            {radio("jitMode", "notice", t("provisioning.notice"))}
            {radio("jitMode", "off", t("provisioning.off"))}
          </Choices>
        </FormPanel>
        <FormPanel
          id="told"
          title={t("provisioning.told")}
          text={t("provisioning.toldText", { provider: provider.name })}
        >
          <NoticeFields shown={shown} sentences={sentences} attributes={attributes} />
        </FormPanel>
        <FormPanel id="purposes" title={t("provisioning.purposes")} text={t("provisioning.purposesText")}>
          <FieldProblemText name="purposes" text={sentences["purposes"]} />
          <Choices legend={t("provisioning.purposes")}>
            {radio("purposesMode", "all", t("provisioning.all"))}
            {radio("purposesMode", "chosen", t("provisioning.chosen"))}
          </Choices>
          <div className="chosen">
            {purposes.length === 0 && <p className="text-muted">{t("provisioning.noPurposes")}</p>}
            <Choices legend={t("provisioning.chosen")}>
              {purposes.map(({ id, name }) => (
                <Choice
                  key={id}
                  type="checkbox"
                  name={`purpose.${id}`}
                  value="on"
                  checked={shown[`purpose.${id}`] === "on"}
                  text={name}
                />
              ))}
            </Choices>
          </div>
        </FormPanel>
        <FormPanel id="conditions" title={t("provisioning.conditions")} text={t("provisioning.conditionsText")}>
          <Choice
            type="checkbox"
            name="emailVerified"
            value="on"
            checked={shown["emailVerified"] === "on"}
            text={t("provisioning.emailVerified")}
          />
          <p className="hint">{t("provisioning.emailVerifiedHint")}</p>
          <Field
            name="domains"
            label={t("provisioning.field.domains")}
            mark={t("optional")}
            kind="lines"
            mono
            value={shown["domains"] ?? ""}
            hint={t("provisioning.domainsHint")}
            problem={sentences["domains"]}
          />
          <ClaimConditions shown={shown} sentences={sentences} />
          <div className="mt-3 mb-4">
            <button className="button" type="submit" name="do" value="more" aria-disabled={saving || undefined}>
              {t("provisioning.more")}
            </button>
          </div>
        </FormPanel>
        <FormPanel id="sync" title={t("provisioning.sync")} text={t("provisioning.syncText")}>
          <Choices legend={t("provisioning.sync")}>
            {radio("syncPolicy", "provider-wins", t("provisioning.providerWins"))}
            {radio("syncPolicy", "first-sign-in", t("provisioning.firstSignIn"))}
          </Choices>
        </FormPanel>
      </div>
      <FormFoot save={t("save")} saving={saving} dirty={dirty} cancelHref="/admin/identity-providers" />
    </form>
  );
}

interface FormPanelProps {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function FormPanel({ id, title, text, children }: FormPanelProps) {
  return (
    <Panel id={id} title={title} text={text}>
      <div className="panel-body">{children}</div>
    </Panel>
  );
}

type Texts = ReturnType<typeof useTranslations<"identity-providers">>;
type Fields = Readonly<Record<string, string>>;

/** What is stored now and differs from what was typed, field by field. */
function differencesOf(
  stored: Fields,
  typed: Fields,
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
    if (/^(purpose|told)\.|^emailVerified$/.test(field)) return t(`yesNo.${value}`);
    if (field === "noticeBasis") return t(`provisioning.basis.${value || "none"}`);
    if (field === "noticeList") return value === "" ? "" : t(`provisioning.${value}`);
    return ["jitMode", "syncPolicy", "purposesMode"].includes(field) ? t(`provisioning.value.${value}`) : value;
  };
  return [...new Set([...Object.keys(stored), ...Object.keys(typed)])].flatMap((field) => {
    const [now, before] = [stored[field] ?? "", typed[field] ?? ""];
    return now === before ? [] : [{ name: nameOf(field), text: textOf(field, now) }];
  });
}
