/** Leads to a sign-in in another tab, so that what was typed in this one stays. It then needs the button once more. */
export function SignInAgainLink({ words }: { readonly words: string }) {
  return (
    <a href="/sign-in-again?to=/admin/signed-in-again" target="_blank" rel="noopener">
      {words}
    </a>
  );
}
