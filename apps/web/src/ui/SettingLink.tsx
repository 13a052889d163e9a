import Link from "next/link";
import { Icon } from "./Icon";

/** A link to the page of a setting. */
export function SettingLink({ href, text }: { readonly href: string; readonly text: string }) {
  return (
    <Link className="inline-flex min-h-8 items-center gap-1.5 font-medium" href={href} prefetch={false}>
      {text}
      <Icon name="onward" />
    </Link>
  );
}
