import { describe, expect, it } from "vitest";
import { openedForm } from "@/ui/form/form-state";
import { formRefusal } from "@/ui/form/posted-form";
import { editorAnswer, editorField, editorRowsAnswer } from "./answers";
import { emptyPurposeDraft, fieldsOfDraft } from "./draft";
import type { EditorStep, Submitted } from "./form-fields";

const draft = { ...emptyPurposeDraft, name: "Typed" };
const posted = (step: EditorStep): Submitted => ({
  ...{ purposeId: "p", base: "v3", draft, typed: fieldsOfDraft(draft, "email"), chosen: "email", step },
});
const rows = [{ key: "email", mandatory: true, reason: "Because." }];

describe("the editor's answers", () => {
  it("bring back what was typed, with every refusal", () => {
    const state = editorAnswer(openedForm, posted({ do: "finish" }), { problems: { name: "name-taken" } });
    expect(state).toMatchObject({ attempt: 1, base: "v3", typed: { name: "Typed", add: "email" } });
  });

  it("base the next attempt on what is stored after a conflict", () => {
    const conflict = fieldsOfDraft(draft);
    expect(editorAnswer(openedForm, posted({ do: "finish" }), { conflict, base: "v5" }).base).toBe("v5");
  });

  it("empty the chooser after adding, but not after a problem or another button", () => {
    const added = editorRowsAnswer(openedForm, posted({ do: "add" }), { rows, problem: null });
    const row = { "attributes.0.key": "email", "attributes.0.mandatory": "on", "attributes.0.reason": "Because." };
    expect(added).toMatchObject({ attempt: 0, problems: {}, typed: { name: "Typed", add: "", ...row } });
    const refused = editorRowsAnswer(openedForm, posted({ do: "add" }), { rows, problem: "already-added" });
    expect(refused).toMatchObject({ attempt: 0, typed: { add: "email" }, problems: { add: "already-added" } });
    const moved = editorRowsAnswer(openedForm, posted({ do: "up", row: 0 }), { rows, problem: null });
    expect(moved.typed).toMatchObject({ add: "email" });
  });
});

describe("what a guarded action refuses", () => {
  const invalid = (fields: Record<string, string>) =>
    formRefusal({ ok: false, code: "invalid-input", fields }, editorField);

  it("is named by the editor's fields", () => {
    expect(invalid({ "purpose.name": "name-missing", "purpose.attributes.1.key": "attribute-twice" })).toEqual({
      problems: { name: "name-missing", "attributes.1.key": "attribute-twice" },
    });
    expect(invalid({ forgotten: "not-added" })).toEqual({ problems: { add: "not-added" } });
  });

  it("always has an answer, for any form", () => {
    expect(invalid({ purposeId: "Invalid UUID" })).toEqual({ failure: { code: "malformed", reference: "" } });
  });

  it("distinguishes being signed out from our own failure", () => {
    const refusal = (code: string, reference?: string) =>
      formRefusal({ ok: false, code, ...(reference ? { reference } : {}) }, editorField);
    expect(refusal("not-allowed")).toEqual({ failure: { code: "not-allowed", reference: "" } });
    expect(refusal("unexpected", "ABC")).toEqual({ failure: { code: "unexpected", reference: "ABC" } });
  });
});
