import "../../../ui/styles/admin.css";
import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "@/ui/Icon";
import { AdminShell, SideNav, sideEntry, sideLink } from "@/ui/AdminShell";
import { PageHead } from "@/ui/PageHead";

export interface SetupFrameStep {
  readonly name: string;
  readonly text: string;
  readonly state: "done" | "here" | "open";
  /** Null if it cannot be opened. */
  readonly href: string | null;
}

interface SetupFrameProps {
  readonly organisation: string;
  /** The label of the list of steps, and the progress of the set-up. */
  readonly label: string;
  readonly progress: string;
  /** For screen readers: added to a step that is done. */
  readonly done: string;
  readonly steps: readonly SetupFrameStep[];
  readonly title: ReactNode;
  readonly lead: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the set-up: its steps take the place of the administration's navigation. */
export function SetupFrame(props: SetupFrameProps) {
  const { organisation, label, progress, done, steps, title, lead, children } = props;
  return (
    <AdminShell
      organisation={organisation}
      side={
        <SideNav label={label}>
          <ol className="flex gap-0.5 lg:mt-4 lg:grid">
            {steps.map(({ name, text, state, href }) => (
              <li key={name}>
                {href === null ? (
                  <span className={sideEntry} aria-current={state === "here" ? "step" : undefined}>
                    <StepText {...{ text, state, done }} />
                  </span>
                ) : (
                  <Link
                    className={sideLink}
                    href={href}
                    prefetch={false}
                    aria-current={state === "here" ? "step" : undefined}
                  >
                    <StepText {...{ text, state, done }} />
                  </Link>
                )}
              </li>
            ))}
          </ol>
        </SideNav>
      }
    >
      <PageHead before={progress} title={title} lead={lead} />
      {children}
    </AdminShell>
  );
}

function StepText({ text, state, done }: Pick<SetupFrameStep, "text" | "state"> & { readonly done: string }) {
  return (
    <>
      <Icon name={state === "done" ? "check" : state === "here" ? "onward" : "minus"} />
      {text}
      {state === "done" && <span className="sr-only"> ({done})</span>}
    </>
  );
}
