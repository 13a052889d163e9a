"use client";

import { legalBases } from "@assent/consent/purpose/purpose";
import { useTranslations } from "next-intl";
import { useField } from "@/ui/form/AdminForm";
import { ProblemText } from "@/ui/form/Field";
import { Icon, type IconName } from "@/ui/Icon";
import type { PurposeDraftRow } from "./draft";
import { useEditor } from "./EditorContext";
import { labelOf } from "./editor-types";

interface CategoryRowProps {
  readonly row: PurposeDraftRow;
  readonly index: number;
  readonly count: number;
}

/** One attribute: mandatory or not, its place, and why it is necessary. Every button is a submit button of the form. */
export function CategoryRow({ row, index, count }: CategoryRowProps) {
  const t = useTranslations("admin-editor.categories");
  const name = `attributes.${index}`;
  const key = useField(`${name}.key`);
  const mandatory = useField(`${name}.mandatory`);
  const label = labelOf(useEditor(), row.key);
  return (
    <li className="group/row py-2">
      <ProblemText id={`${name}.key`} text={key.problem} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-4 max-[30rem]:grid-cols-[minmax(0,1fr)_auto]">
        <span className="max-[30rem]:col-span-full">
          <b className="block font-medium">{label}</b>
          <SentBy attribute={row.key} />
        </span>
        <input type="hidden" {...key.register} defaultValue={row.key} />
        <label className="inline-flex min-h-8 cursor-pointer items-center gap-2">
          <input
            className="box box-s"
            type="checkbox"
            {...mandatory.register}
            value="on"
            defaultChecked={row.mandatory}
            // Words hidden inside the label would be set apart by a space: "Mandatory : Email address".
            aria-label={t("mandatoryFor", { label })}
          />
          {t("mandatory")}
        </label>
        <span className="-me-2 flex">
          <RowButton step="up" index={index} name={t("up", { label })} disabled={index === 0} />
          <RowButton step="down" index={index} name={t("down", { label })} disabled={index === count - 1} />
          <RowButton step="remove" index={index} name={t("remove", { label })} />
        </span>
      </div>
      <Basis row={row} index={index} label={label} />
      <Reason row={row} index={index} label={label} />
    </li>
  );
}

const icons = { up: "up", down: "down", remove: "close" } as const satisfies Record<string, IconName>;

interface RowButtonProps {
  readonly step: keyof typeof icons;
  readonly index: number;
  readonly name: string;
  readonly disabled?: boolean;
}

function RowButton({ step, index, name, disabled = false }: RowButtonProps) {
  return (
    <button
      className="icon-button"
      type="submit"
      name="do"
      value={`${step}.${index}`}
      id={`row-${index}-${step}`}
      aria-label={name}
      disabled={disabled}
    >
      <Icon name={icons[step]} />
    </button>
  );
}

interface PartProps {
  readonly row: PurposeDraftRow;
  readonly index: number;
  readonly label: string;
}

/** Whether people are asked for it, or told of it on another legal basis. */
function Basis({ row, index, label }: PartProps) {
  const t = useTranslations("admin-editor.categories");
  const { id, problem, register } = useField(`attributes.${index}.basis`);
  return (
    <div className="mt-1">
      <ProblemText id={id} text={problem} />
      <div className="flex flex-wrap items-center gap-x-2">
        <label className="text-muted" htmlFor={id}>
          {t("basis")}
        </label>
        <span className="pick max-w-full">
          <select
            {...register}
            id={id}
            defaultValue={row.basis ?? "consent"}
            aria-label={t("basisFor", { label })}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
          >
            {legalBases.map((basis) => (
              <option key={basis} value={basis} data-told={basis === "consent" ? undefined : ""}>
                {t(`basisName.${basis}`)}
              </option>
            ))}
          </select>
          <Icon name="open" />
        </span>
      </div>
    </div>
  );
}

/**
 * Shown by its classes while Mandatory is ticked or another legal basis is chosen, so that it comes and goes without
 * JavaScript too.
 */
function Reason({ row, index, label }: PartProps) {
  const t = useTranslations("admin-editor.categories");
  const { id, problem, register } = useField(`attributes.${index}.reason`);
  const hint = `reason-${index}-hint`;
  return (
    <div className="my-2 hidden rounded-4 border-s-3 border-warning bg-fill py-3 ps-4 pe-3 group-has-[input:checked]/row:block group-has-[[data-told]:checked]/row:block">
      <p className="mb-2 hidden grid-cols-[1rem_minmax(0,1fr)] gap-2 group-has-[input:checked]/row:grid">
        <Icon name="alert" tone="warning" className="mt-0.5" />
        <span>{t("mandatoryWarning")}</span>
      </p>
      <p className="mb-2 hidden grid-cols-[1rem_minmax(0,1fr)] gap-2 group-has-[[data-told]:checked]/row:grid">
        <Icon name="info" tone="muted" className="mt-0.5" />
        <span>{t("toldHint")}</span>
      </p>
      <label className="mb-1 block font-medium" htmlFor={id}>
        {t("reason")}
      </label>
      <ProblemText id={id} text={problem} />
      <input
        className="input"
        {...register}
        id={id}
        defaultValue={row.reason}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem ${hint}` : hint}
        aria-label={t("reasonFor", { label })}
        autoComplete="off"
      />
      <p className="hint" id={hint}>
        {t("reasonHint")}
      </p>
    </div>
  );
}

function SentBy({ attribute }: { readonly attribute: string }) {
  const t = useTranslations("admin-editor.categories");
  const world = useEditor();
  const sensitive = world.attributes.find(({ key }) => key === attribute)?.sensitive ?? false;
  const sent = world.senders.filter(({ sends }) => sends.includes(attribute)).length;
  const all = world.senders.length;
  const facts = [all === 0 ? t("noProviders") : t("sentBy", { sent, all }), sensitive && t("sensitive")];
  return <small className="block text-12 text-muted">{facts.filter(Boolean).join(", ")}</small>;
}
