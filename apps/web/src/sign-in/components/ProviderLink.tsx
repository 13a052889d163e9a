import { Icon } from "@/ui/Icon";
import { LetterMark } from "@/ui/LetterMark";
import type { SignInProvider } from "../providers";

const linkLook =
  "grid min-h-17 grid-cols-[2.75rem_minmax(0,1fr)_auto] items-center gap-x-4 rounded-6 border-2 border-control px-4 py-2 text-text no-underline transition-colors hover:border-text hover:bg-fill hover:text-text";

/** Looks like a button, for it is what people press here. A plain link, because a prefetching one would begin a sign-in. */
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
