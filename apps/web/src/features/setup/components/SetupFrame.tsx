import "../../../ui/styles/admin.css";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/ui/Icon";
import { Wordmark } from "@/ui/Wordmark";

export interface SetupFrameStep {
  readonly name: string;
  readonly text: string;
  readonly state: "done" | "here" | "open";
  /** Null where it can't be gone to. */
  readonly href: string | null;
}

interface SetupFrameProps {
  readonly organisation: string;
  /** What the list of steps is called, and how far one is. */
  readonly label: string;
  readonly progress: string;
  /** For those who hear the page: said behind a step that is done. */
  readonly done: string;
  readonly steps: readonly SetupFrameStep[];
  readonly title: ReactNode;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** The administration's frame while there is no administrator: the steps stand where its pages will be. */
export function SetupFrame(props: SetupFrameProps) {
  const { organisation, label, progress, done, steps, title, lead, children } = props;
  return (
    <div className="admin">
      <header className="side">
        <div className="side-brand">
          <Wordmark />
          <span className="side-org">{organisation}</span>
        </div>
        <nav aria-label={label}>
          <ol>
            {steps.map(({ name, text, state, href }) => (
              <li key={name}>
                {href === null ? (
                  <span className="side-step" aria-current={state === "here" ? "step" : undefined}>
                    <StepText {...{ text, state, done }} />
                  </span>
                ) : (
                  <Link href={href} prefetch={false} aria-current={state === "here" ? "step" : undefined}>
                    <StepText {...{ text, state, done }} />
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
      </header>
      <main className="work" id="main">
        <div className="work-in">
          <div className="page-head">
            <div>
              <p>{progress}</p>
              <h1>{title}</h1>
              <p>{lead}</p>
            </div>
          </div>
          {children}
        </div>
      </main>
    </div>
  );
}

function StepText({ text, state, done }: Pick<SetupFrameStep, "text" | "state"> & { readonly done: string }) {
  return (
    <>
      <Icon name={state === "done" ? "check" : state === "here" ? "onward" : "minus"} />
      {text}
      {state === "done" && <span className="vh"> ({done})</span>}
    </>
  );
}
