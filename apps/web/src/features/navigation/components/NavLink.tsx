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

/** A link that says when it leads to where one is: "page" for the page itself, "true" for one of its pages. */
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

/** Stands in a link while the page behind it is on its way; the style sheet shows the shape of a page then. */
function OnItsWay() {
  return useLinkStatus().pending ? <span data-pending="" /> : null;
}
