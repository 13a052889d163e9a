import type { ReactNode } from "react";
import { Mark } from "./Mark";
import { HomeLink, PublicPage } from "./PublicPage";
import { Intro, Split } from "./Split";

interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** Shown beside the links, such as a button. */
  readonly actions?: ReactNode;
  /** Shown below the text. */
  readonly children?: ReactNode;
}

/**
 * A page that needs no database, so that it can be shown if the database has failed. That is also why it names no
 * organisation.
 */
export function MessagePage({ title, text, links, actions, children }: MessagePageProps) {
  return (
    <PublicPage
      bar={
        <HomeLink>
          <Mark className="size-6.5" />
          Assent
        </HomeLink>
      }
    >
      <Split>
        <Intro title={title} />
        <div className="sheet">
          <div className="sheet-part">
            <p>{text}</p>
            {children}
            <div className="mt-4 flex flex-wrap gap-3">
              {actions}
              {links.map((link) => (
                <a key={link.href} className="button" href={link.href}>
                  {link.text}
                </a>
              ))}
            </div>
          </div>
        </div>
      </Split>
    </PublicPage>
  );
}
