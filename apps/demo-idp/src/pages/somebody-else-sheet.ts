import { html, type Html } from "../html.ts";
import { type Problems, type Typed, type TypedField, typedFields } from "../somebody-else.ts";
import { icons } from "./layout.ts";

const words: Readonly<Record<TypedField, { label: string; hint: string }>> = {
  subject: { label: "Subject", hint: "Any made-up identifier. The same subject is the same person next time." },
  name: { label: "Name", hint: "" },
  email: { label: "E-mail", hint: "Sent as verified." },
  phone: { label: "Phone", hint: "Sent as verified." },
  claims: { label: "Further claims (JSON)", hint: 'Such as {"locale": "de"}. They win over the fields above.' },
};

/** The form for signing in as an invented person. `signedIn` is the invented subject with a session here, if any. */
export function somebodyElseSheet(action: string, typed: Typed, problems: Problems, signedIn: string | null): Html {
  return html`<section class="sheet" aria-labelledby="else">
    <form class="sheet-part" method="post" action="${action}">
      <h2 id="else">Somebody else</h2>
      <p class="muted">Only the subject is needed. A field that you leave empty is not sent.</p>
      ${signedIn !== null && html`<p class="muted"><strong class="stamp">Signed in now</strong> <bdi>${signedIn}</bdi></p>`}
      <div class="fields">${typedFields.map((name) => field(name, typed[name], problems[name]))}</div>
      <button class="button button-primary" name="somebody-else" value="yes">Continue as somebody else</button>
    </form>
  </section>`;
}

function field(name: TypedField, typed: string, problem: string | undefined): Html {
  const { label, hint } = words[name];
  const described = [problem && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ");
  const attributes = html`id="${name}" name="${name}" ${described !== "" && html`aria-describedby="${described}"`}
  ${problem && html`aria-invalid="true"`} spellcheck="false" autocomplete="off" autocapitalize="none"`;
  return html`<div class="field field-${name}">
    <label for="${name}">${label}</label>
    ${problem && html`<p class="error" id="${name}-error">${icons.alert}<span>${problem}</span></p>`}
    ${
      // A line feed right after the start tag is not part of the text.
      name === "claims"
        ? html`<textarea class="input mono" rows="4" dir="ltr" ${attributes}>${"\n"}${typed}</textarea>`
        : html`<input class="input" dir="auto" value="${typed}" ${attributes} />`
    }
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}
