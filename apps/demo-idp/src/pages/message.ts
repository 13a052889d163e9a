import { html, type Html } from "../html.ts";
import { page } from "./layout.ts";

function message(title: string, text: Html, appUrl: string): string {
  return page({
    title,
    narrow: true,
    main: html`<div class="sheet sheet-part">
      <h1>${title}</h1>
      ${text}
      <p class="onward"><a href="${appUrl}">Go to ${new URL(appUrl).host}</a></p>
    </div>`,
  });
}

/** The page at the address of the provider itself. */
export const homePage = (appUrl: string) =>
  message(
    "Nothing to do here",
    html`<p class="lead">
        Demo University is an identity provider to try with. Its people are invented, and their details can’t be changed
        here. Start at the application: it sends you here to sign in.
      </p>
      <p class="muted">For developers: <a href="/.well-known/openid-configuration">OpenID configuration</a></p>`,
    appUrl,
  );

export const notFoundPage = (appUrl: string) =>
  message("There is no such page", html`<p class="lead">Demo University has no page at this address.</p>`, appUrl);

/** For an interaction that has ended, is unknown, or belongs to another browser. */
export const endedPage = (appUrl: string) =>
  message(
    "This sign-in has ended",
    html`<p class="lead">
      It was finished already, or it is too old. Nobody was signed in just now. Start again at the application.
    </p>`,
    appUrl,
  );

/** For a request that this provider refuses. Codes and words are those of the specification. */
export const errorPage = (error: string, description: string | undefined, appUrl: string) =>
  message(
    "This can’t go on",
    html`<p class="lead">Demo University refused what the application asked for.</p>
      <dl class="facts">
        <div>
          <dt>Error</dt>
          <dd class="mono">${error}</dd>
        </div>
        ${
          description &&
          html`<div>
            <dt>Reason</dt>
            <dd>${description}</dd>
          </div>`
        }
      </dl>`,
    appUrl,
  );
