import { withReturn } from "@/platform/links/return-path";
import type { ComponentProps, ReactNode } from "react";
import { PublicFrame } from "./PublicFrame";
import { SheetSection } from "./Sheet";
import { ControllerDetails } from "./ControllerDetails";
import { Intro, Split } from "./Split";

interface OutcomePageProps {
  readonly organisation: ComponentProps<typeof PublicFrame>["organisation"] &
    ComponentProps<typeof ControllerDetails>["controller"];
  /** The path of this page, for a change of language. */
  readonly path: string;
  readonly title: string;
  readonly lead: string;
  /** The content of the sheet. */
  readonly children: ReactNode;
}

/** How something ended: what happened on one side, what it means on the other. */
export function OutcomePage({ organisation, path, title, lead, children }: OutcomePageProps) {
  return (
    <PublicFrame organisation={organisation} path={path}>
      <Split>
        <Intro title={title} lead={lead}>
          <ControllerDetails controller={organisation} />
        </Intro>
        <div className="sheet">{children}</div>
      </Split>
    </PublicFrame>
  );
}

/** The link to sign in, for a person who is signed out. */
export function ToSignIn({
  title,
  text,
  label,
  returnTo = "/",
}: {
  readonly title: string;
  readonly text?: string;
  readonly label: string;
  /** Where the person wanted to go. */
  readonly returnTo?: string;
}) {
  return (
    <SheetSection title={title} {...(text === undefined ? {} : { text })}>
      <div className="mt-4 flex flex-wrap gap-3">
        <a className="button" href={withReturn("/sign-in", returnTo)}>
          {label}
        </a>
      </div>
    </SheetSection>
  );
}
