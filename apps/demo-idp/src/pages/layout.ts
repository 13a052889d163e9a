import { html, type Html } from "../html.ts";

export const icons = {
  info: html`<svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="7" />
    <path d="M10 9.3V14M10 6.3v.1" />
  </svg>`,
  alert: html`<svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    <path d="M10 3 18 17H2ZM10 8v4M10 14.4v.1" />
  </svg>`,
  onward: html`<svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    <path d="m8 5.500 4.500 4.500L8 14.500" />
  </svg>`,
};

/** The whole document. Style sheet and crest come from this server; it needs no script and no other request. */
export function page(options: { title: string; main: Html; narrow?: boolean }): string {
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${options.title} – Demo University</title>
        <link rel="icon" href="/crest.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the main content</a>
        <header class="band">
          <div class="frame band-in">
            <a class="crest" href="/"><img src="/crest.svg" alt="" width="36" height="40" />Demo University</a>
            <p class="motto">For trying out</p>
          </div>
        </header>
        <main id="main" class="${options.narrow ? "frame narrow" : "frame"}">${options.main}</main>
        <footer class="frame foot">
          <p>Demo University is not a real university. It is part of the demonstration of Assent.</p>
        </footer>
      </body>
    </html>`.markup;
}
