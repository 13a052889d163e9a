import type { ComponentProps, ReactNode } from "react";
import { PublicFrame } from "./PublicFrame";
import { SheetSection } from "./Sheet";
import { ControllerDetails } from "./ControllerDetails";

interface OutcomePageProps {
  readonly organisation: ComponentProps<typeof PublicFrame>["organisation"] &
    ComponentProps<typeof ControllerDetails>["controller"];
  /** Of this page, to come back to in another language. */
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  /** What stands on the sheet. */
  readonly children: ReactNode;
}

/** How something ended: what happened on one side, what it means on the other. */
export function OutcomePage({ organisation, path, title, lead, children }: OutcomePageProps) {
  return (
    <PublicFrame organisation={organisation} path={path}>
      <div className="split">
        <div className="intro">
          <h1>{title}</h1>
          <p className="lead">{lead}</p>
          <ControllerDetails controller={organisation} />
        </div>
        <div className="sheet">{children}</div>
      </div>
    </PublicFrame>
  );
}

/** The way on, for whoever is signed out. */
export function ToSignIn({
  title,
  text,
  label,
}: {
  readonly title: string;
  readonly text?: string;
  readonly label: string;
}) {
  return (
    <SheetSection title={title} {...(text === undefined ? {} : { text })}>
      <div className="part-actions">
        <a className="button" href="/sign-in">
          {label}
        </a>
      </div>
    </SheetSection>
  );
}
