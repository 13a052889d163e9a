import { describe, expect, it } from "vitest";
import { emptyPurposeDraft } from "./draft";
import { openedState } from "./editor-state";
import type { EditorStep, Submitted } from "./form-fields";
import { editorAnswer, editorRowsAnswer, editorRefusal } from "./answers";

const posted = (step: EditorStep): Submitted => ({
  purposeId: "p",
  base: "v3",
  draft: { ...emptyPurposeDraft, name: "Typed" },
  chosen: "email",
  step,
});
const rows = [{ key: "email", mandatory: false, reason: "" }];

describe("the editor's answers", () => {
  it("bring back what was typed, with every refusal", () => {
    const state = editorAnswer(openedState, posted({ do: "finish" }), { problems: { name: "name-taken" } });
    expect(state).toMatchObject({ attempt: 1, base: "v3", chosen: "email", draft: { name: "Typed" } });
  });

  it("build the next attempt on what is stored after a conflict", () => {
    expect(editorAnswer(openedState, posted({ do: "finish" }), { conflict: true, base: "v5" }).base).toBe("v5");
  });

  it("empty the chooser after adding, and not after a problem or another button", () => {
    const added = editorRowsAnswer(openedState, posted({ do: "add" }), { rows, problem: null });
    expect(added).toMatchObject({ attempt: 0, chosen: "", problems: {}, draft: { name: "Typed", attributes: rows } });
    const refused = editorRowsAnswer(openedState, posted({ do: "add" }), { rows, problem: "already-added" });
    expect(refused).toMatchObject({ attempt: 0, chosen: "email", problems: { add: "already-added" } });
    expect(editorRowsAnswer(openedState, posted({ do: "up", row: 0 }), { rows, problem: null }).chosen).toBe("email");
  });
});

describe("editorRefusal", () => {
  const invalid = (fields: Record<string, string>) => editorRefusal({ ok: false, code: "invalid-input", fields });

  it("names the editor's fields", () => {
    expect(invalid({ "purpose.name": "name-missing", "purpose.attributes.1.key": "attribute-twice" })).toEqual({
      problems: { name: "name-missing", "attributes.1.key": "attribute-twice" },
    });
    expect(invalid({ forgotten: "not-added" })).toEqual({ problems: { add: "not-added" } });
  });

  it("never answers a form that no page made with nothing at all", () => {
    expect(invalid({ purposeId: "Invalid UUID" })).toEqual({ failure: { code: "malformed" } });
  });

  it("tells being signed out from a failure of ours", () => {
    expect(editorRefusal({ ok: false, code: "not-allowed" })).toEqual({ failure: { code: "not-allowed" } });
    const failed = editorRefusal({ ok: false, code: "unexpected", reference: "ABC" });
    expect(failed).toEqual({ failure: { code: "unexpected", reference: "ABC" } });
  });
});
