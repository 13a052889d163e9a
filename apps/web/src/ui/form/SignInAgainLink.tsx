/**
 * Leads to a sign-in in another tab, so that this one keeps what was typed. The person then presses the button again.
 */
export function SignInAgainLink({ words }: { readonly words: string }) {
  return (
    <a href="/sign-in-again?to=/admin/signed-in-again" target="_blank" rel="noopener">
      {words}
    </a>
  );
}
