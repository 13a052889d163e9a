import type { ReactNode } from "react";
import { Mark } from "./Mark";

interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** What stands beside the links, such as a button. */
  readonly actions?: ReactNode;
  /** What stands below the text. */
  readonly children?: ReactNode;
}

/**
 * A page that needs nothing from the database, so that it can be shown when that is what failed. It names no
 * organisation for the same reason.
 */
export function MessagePage({ title, text, links, actions, children }: MessagePageProps) {
  return (
    <div className="public">
      <header className="public-bar">
        <a className="org" href="/">
          <Mark />
          Assent
        </a>
      </header>
      <main className="public-main" id="main">
        <div className="split">
          <div className="intro">
            <h1>{title}</h1>
          </div>
          <div className="sheet">
            <div className="sheet-part">
              <p>{text}</p>
              {children}
              <div className="part-actions">
                {actions}
                {links.map((link) => (
                  <a key={link.href} className="button" href={link.href}>
                    {link.text}
                  </a>
                ))}
              </div>
            </div>
          </div>
        </div>
      </main>
    </div>
  );
}
