interface AnsweredTextProps {
  /** The hash of the text: a form answers this text only. */
  readonly shown: string;
  /** The id of the request: a form answers this sign-in only. */
  readonly request: string;
  /** In which the text is shown. */
  readonly language: string;
  /** Where the person wanted to go. Once the request has ended, only the form has it. */
  readonly returnTo: string;
}

/** The hidden fields of every form that answers a request: what the answer is about. */
export function AnsweredText({ shown, request, language, returnTo }: AnsweredTextProps) {
  return (
    <>
      <input type="hidden" name="shown" value={shown} />
      <input type="hidden" name="request" value={request} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="returnTo" value={returnTo} />
    </>
  );
}
