import { Message } from "../Message";

interface RecentSignInProps {
  /** What the link says too. */
  readonly title: string;
  readonly text: string;
  /** Where it leads back to: a path of ours. */
  readonly back: string;
}

/** For an administrator whose sign-in was too long ago for what the page is about. */
export function RecentSignIn({ title, text, back }: RecentSignInProps) {
  return (
    <div className="mb-6">
      <Message tone="warning" title={title}>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <p>{text}</p>
          <a className="button" href={`/sign-in?to=${encodeURIComponent(back)}`}>
            {title}
          </a>
        </div>
      </Message>
    </div>
  );
}
