import { Html, html } from "../html.ts";
import { page } from "./layout.ts";

/** Asks before the session here ends. `form` is the library's form, with our two buttons. */
export function signOutPage(options: { form: string; name: string | null }): string {
  return page({
    title: "Sign out",
    narrow: true,
    main: html`<div class="sheet sheet-part">
      <h1>Sign out of Demo University?</h1>
      <p class="lead">
        ${options.name === null ? html`You have a session here.` : html`You are <bdi>${options.name}</bdi> here.`}
        Signing out ends the session at Demo University. What an application stored about you stays there.
      </p>
      ${new Html(options.form)}
      <div class="answers">
        <button class="button" form="op.logoutForm" name="logout" value="yes">Sign out</button>
        <button class="button" form="op.logoutForm">Stay signed in</button>
      </div>
    </div>`,
  });
}

/** Shown if the application named no page to return to. */
export function signedOutPage(appUrl: string): string {
  return page({
    title: "Signed out",
    narrow: true,
    main: html`<div class="sheet sheet-part">
      <h1>You are signed out of Demo University</h1>
      <p class="lead">Your session here has ended. An application may still have a session of its own.</p>
      <p class="onward"><a href="${appUrl}">Go to ${new URL(appUrl).host}</a></p>
    </div>`,
  });
}
