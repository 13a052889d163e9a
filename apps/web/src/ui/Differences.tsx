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

/** What is different from what was agreed to, as text before and after. The words that differ stand out. */
export function Differences({ change, labels }: DifferencesProps) {
  if (change.before.length === 0) return null;
  return (
    <dl className="diff">
      {change.before.map(({ what, before, now }) => {
        const words = changedWords(before, now);
        return (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <span>{labels.before}</span>
              <span className="was whitespace-pre-line">
                {words.before.map(({ text, changed }, index) => (changed ? <del key={index}>{text}</del> : text))}
              </span>
            </dd>
            <dd>
              <span>{labels.now}</span>
              <span className="whitespace-pre-line">
                {words.now.map(({ text, changed }, index) => (changed ? <ins key={index}>{text}</ins> : text))}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
