"use client";

import type { ShownChange } from "@assent/consent/receipt/receipt";
import { Differences, type DifferenceLabels } from "@/ui/Differences";
import { AdminForm } from "@/ui/form/AdminForm";
import { ErrorSummary } from "@/ui/form/ErrorSummary";
import { type FormFields, type FormState, openedForm, type PostedForm } from "@/ui/form/form-state";
import { type FormSection, Sections, wordsOf } from "@/ui/form/SectionsForm";
import { useAdminForm } from "@/ui/form/use-admin-form";

export interface AttributeState extends FormState {
  /** The digest of the words that were reviewed before they replace others; "" for none. */
  readonly reviewed: string;
  /** What is stored beside what was typed, for a review before saving. */
  readonly compared: {
    readonly title: string;
    readonly text: string;
    readonly labels: DifferenceLabels;
    readonly lines: ShownChange["before"];
    readonly ways: string;
    readonly discard: string;
  } | null;
}

interface AttributeFormProps {
  readonly action: PostedForm<AttributeState>;
  readonly stored: FormFields;
  /** Null for a new attribute, whose key and type are chosen. */
  readonly edited: { readonly key: string; readonly revision: string } | null;
  readonly sections: readonly FormSection[];
  /** Code → why nothing was saved, in addition to the reasons of every form. */
  readonly failures: FormFields;
}

const start: AttributeState = { ...openedForm, reviewed: "", compared: null };

/** The form of one attribute: its words, and how it is treated. */
export function AttributeForm({ action, stored, edited, sections, failures }: AttributeFormProps) {
  const handle = useAdminForm(action, start, stored);
  const { compared, reviewed, attempt } = handle.state;
  return (
    <AdminForm
      handle={handle}
      {...wordsOf(sections)}
      failures={failures}
      {...(edited ? { base: edited.revision, hidden: { key: edited.key, reviewed } } : {})}
      cancelHref="/admin/attributes"
    >
      {compared && edited && <Compared key={`compared-${attempt}`} {...compared} attribute={edited.key} />}
      <Sections sections={sections} />
    </AdminForm>
  );
}

type ComparedProps = NonNullable<AttributeState["compared"]> & { readonly attribute: string };

function Compared({ title, text, labels, lines, ways, discard, attribute }: ComparedProps) {
  return (
    <ErrorSummary title={title}>
      <p>{text}</p>
      <Differences change={{ before: lines }} labels={labels} />
      <p>
        {ways}{" "}
        <a href={`/admin/attributes/${encodeURIComponent(attribute)}`} data-leaves-knowingly>
          {discard}
        </a>
      </p>
    </ErrorSummary>
  );
}
