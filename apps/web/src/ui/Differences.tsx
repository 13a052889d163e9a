import type { ShownChange } from "@assent/consent/receipt/receipt";
import { changedWords } from "./changed-words";

export interface DifferenceLabels {
  /** "Before" */
  readonly before: string;
  /** "Now" */
  readonly now: string;
}

interface DifferencesProps {
  readonly change: Pick<ShownChange, "before">;
  readonly labels: DifferenceLabels;
}

const line = "grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-4 border-t border-border py-2";
const side = "text-14/[inherit] text-muted";

/** Texts before and after a change, with the words that differ marked. */
export function Differences({ change, labels }: DifferencesProps) {
  if (change.before.length === 0) return null;
  return (
    <dl className="grid gap-4 not-first:mt-4">
      {change.before.map(({ what, before, now }) => {
        const words = changedWords(before, now);
        return (
          <div key={what}>
            <dt className="mb-2 text-14 font-medium">{what}</dt>
            <dd className={line}>
              <span className={side}>{labels.before}</span>
              <span className="whitespace-pre-line text-muted">
                {words.before.map(({ text, changed }, index) =>
                  changed ? (
                    <del className="decoration-1" key={index}>
                      {text}
                    </del>
                  ) : (
                    text
                  ),
                )}
              </span>
            </dd>
            <dd className={line}>
              <span className={side}>{labels.now}</span>
              <span className="whitespace-pre-line">
                {words.now.map(({ text, changed }, index) =>
                  changed ? (
                    <ins className="bg-accent-soft py-px no-underline" key={index}>
                      {text}
                    </ins>
                  ) : (
                    text
                  ),
                )}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
