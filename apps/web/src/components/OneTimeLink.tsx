import { PublicFrame, type PublicFrameProps } from "./PublicFrame";
import { Part } from "./Sheet";
import { Who, type WhoProps } from "./Who";

interface OneTimeLinkProps {
  readonly organisation: PublicFrameProps["organisation"] & WhoProps["controller"];
  readonly path: string;
  /** What stands in the link; null when it can't be used (any more). */
  readonly link: string | null;
  readonly action: (data: FormData) => Promise<void>;
  readonly words: Readonly<
    Record<"title" | "lead" | "what" | "text" | "go" | "goneTitle" | "gone" | "goneText" | "toSignIn", string>
  >;
}

/** A link that gives a right once leads here. Opening it changes nothing, because link previews open it too; the button does. */
export function OneTimeLink({ organisation, path, link, action, words }: OneTimeLinkProps) {
  return (
    <PublicFrame organisation={organisation} path={path}>
      <div className="split">
        <div className="intro">
          <h1>{link === null ? words.goneTitle : words.title}</h1>
          <p className="lead">{link === null ? words.gone : words.lead}</p>
          <Who controller={organisation} />
        </div>
        <div className="sheet">
          {link === null ? (
            <div className="sheet-part">
              <p>{words.goneText}</p>
              <div className="part-actions">
                <a className="button" href="/sign-in">
                  {words.toSignIn}
                </a>
              </div>
            </div>
          ) : (
            <Part title={words.what} text={words.text}>
              <form className="part-actions" action={action}>
                <input type="hidden" name="link" value={link} />
                <button className="button" type="submit">
                  {words.go}
                </button>
              </form>
            </Part>
          )}
        </div>
      </div>
    </PublicFrame>
  );
}
