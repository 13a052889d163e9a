import { html, type Html } from "../html.ts";
import { demoPeople, type DemoPerson } from "../people.ts";
import { nothingTyped, type Problems, type Typed } from "../somebody-else.ts";
import { icons, page } from "./layout.ts";
import { somebodyElseSheet } from "./somebody-else-sheet.ts";

interface SignInPage {
  /** The address that the forms post to: this interaction. */
  action: string;
  /** The application that asks, by its host name. */
  application: string;
  /** The subject that has a session here, if any. */
  signedIn: string | null;
  typed?: Typed;
  problems?: Problems;
}

/** Lets a person choose a demonstration account, invent one, or go back. There are no passwords. */
export function signInPage(options: SignInPage): string {
  const problems = options.problems ?? {};
  const madeUp = demoPeople.some(({ subject }) => subject === options.signedIn) ? null : options.signedIn;
  const wrong = Object.keys(problems).length > 0;
  return page({
    title: wrong ? "Error: Sign in" : "Sign in",
    main: html`
      ${wrong && summary(problems)}
      <div class="intro">
        <div>
          <h1>Who would you like to be?</h1>
          <p class="lead">
            <strong>${options.application}</strong> asks Demo University who you are. Choose one of our people, or make
            somebody up.
          </p>
        </div>
        <p class="notice">
          ${icons.info}
          <span
            ><strong>This sign-in is for trying out.</strong> All people here are invented and there are no passwords.
            Don’t type details of real people.</span
          >
        </p>
      </div>
      <div class="sheets">
        ${peopleSheet(options)} ${somebodyElseSheet(options.action, options.typed ?? nothingTyped, problems, madeUp)}
      </div>
    `,
  });
}

function peopleSheet({ action, application, signedIn }: SignInPage): Html {
  return html`<section class="sheet" aria-labelledby="people">
    <form method="post" action="${action}">
      <div class="sheet-part">
        <h2 id="people">Demonstration accounts</h2>
        <ul class="people">
          ${demoPeople.map((person) => personRow(person, person.subject === signedIn))}
        </ul>
      </div>
      <div class="sheet-part cancel">
        <p>Rather not sign in?<br />You go back to ${application}.</p>
        <button class="button" name="cancel" value="yes">Cancel</button>
      </div>
    </form>
  </section>`;
}

// The button contains only its label, which is its accessible name; its ::after makes the whole row a target.
function personRow(person: DemoPerson, signedIn: boolean): Html {
  const hint = `has-${person.subject}`;
  return html`<li class="person">
    <span class="mark" aria-hidden="true">${person.mark}</span>
    <div>
      <button name="account" value="${person.subject}" aria-describedby="${hint}">
        Continue as <bdi>${person.name}</bdi>
      </button>
      <p id="${hint}">${person.has}${signedIn && html` <strong class="stamp">Signed in now</strong>`}</p>
    </div>
    ${icons.onward}
  </li>`;
}

function summary(problems: Problems): Html {
  return html`<div class="summary" role="alert" tabindex="-1" autofocus>
    <h2>This person can’t sign in yet</h2>
    <ul>
      ${Object.entries(problems).map(([name, problem]) => html`<li><a href="#${name}">${problem}</a></li>`)}
    </ul>
  </div>`;
}
