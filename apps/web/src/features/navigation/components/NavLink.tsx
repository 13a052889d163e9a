"use client";

import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { sideLink } from "@/ui/AdminShell";

interface NavLinkProps {
  readonly href: string;
  readonly also?: string;
  readonly exact: boolean;
  readonly children: ReactNode;
}

/** A link with aria-current: "page" for the page itself, "true" for one of its pages. */
export function NavLink({ href, also, exact, children }: NavLinkProps) {
  const path = usePathname();
  const within = (!exact && path.startsWith(`${href}/`)) || (also !== undefined && path.startsWith(also));
  return (
    <Link
      className={sideLink}
      href={href}
      prefetch={false}
      aria-current={path === href ? "page" : within ? "true" : undefined}
    >
      {children}
      <OnItsWay />
    </Link>
  );
}

/** Marks a link while its page is loading; the style sheet then shows a placeholder. */
function OnItsWay() {
  return useLinkStatus().pending ? <span data-pending="" /> : null;
}
