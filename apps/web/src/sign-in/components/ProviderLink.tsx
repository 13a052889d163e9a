import { Icon } from "@/ui/Icon";
import { LetterMark } from "@/ui/LetterMark";
import type { SignInProvider } from "../providers";

const linkLook =
  "rule-above grid min-h-19 grid-cols-[2.75rem_minmax(0,1fr)_auto] items-center gap-x-4 px-(--pad) py-3 text-text no-underline transition-colors hover:bg-fill hover:text-text focus-visible:-outline-offset-2";

/** A plain link, because a prefetching one would begin a sign-in. */
export function ProviderLink({
  provider,
  query,
  label,
}: {
  readonly provider: SignInProvider;
  readonly query: string;
  readonly label: string;
}) {
  return (
    <li>
      <a className={linkLook} href={`/sign-in/${provider.slug}${query}`}>
        <LetterMark mark={provider.mark} />
        <span>
          <b className="block font-medium">{label}</b>
          {provider.hint && <small className="block text-14 text-muted">{provider.hint}</small>}
        </span>
        <Icon name="fold" tone="muted" />
      </a>
    </li>
  );
}
