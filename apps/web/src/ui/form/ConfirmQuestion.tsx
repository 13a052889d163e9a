import Link from "next/link";
import type { ReactNode } from "react";

interface ConfirmQuestionProps {
  readonly action: (data: FormData) => Promise<void>;
  /** Hidden fields of the form. */
  readonly about: Readonly<Record<string, string>>;
  /** The consequences, as questions and answers. */
  readonly facts: readonly { readonly name: string; readonly text: ReactNode }[];
  /** Fields to fill in. */
  readonly children?: ReactNode;
  readonly yes: string;
  readonly no: string;
  /** Where the answer "no" leads. */
  readonly back: string;
}

/** A question before a person loses something: the consequences, and two answers that look the same. */
export function ConfirmQuestion({ action, about, facts, children, yes, no, back }: ConfirmQuestionProps) {
  return (
    <form className="panel max-w-form p-5 [&_.kv>:first-child]:border-t-0 [&_.kv>:first-child]:pt-0" action={action}>
      <dl className="kv">
        {facts.map(({ name, text }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {children}
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="mt-6 flex flex-wrap gap-2 *:flex-[1_1_12rem]">
        <button className="button" type="submit">
          {yes}
        </button>
        <Link className="button" href={back} prefetch={false}>
          {no}
        </Link>
      </div>
    </form>
  );
}
