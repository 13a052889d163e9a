import Link from "next/link";
import type { ReactNode } from "react";
import { PageHead } from "./PageHead";
import { Tabs } from "./Tabs";

interface SwitchedHeadProps {
  readonly id: string;
  readonly name: string;
  /** Shown before its name. */
  readonly picture?: ReactNode;
  readonly enabled: boolean;
  /** Shows whether it is enabled. */
  readonly status: ReactNode;
  /** The list that it is in; its own pages are below this address. */
  readonly list: { readonly href: string; readonly text: string };
  /** Posts the id under the name `field`, and "on" or "off" under "enabled". */
  readonly act: (data: FormData) => Promise<void>;
  readonly field: string;
  readonly words: { readonly enable: string; readonly disable: string; readonly remove: string };
  /** `path` is below its own address. */
  readonly tabs: readonly { readonly path: string; readonly text: string; readonly current: boolean }[];
}

/** The head of something that can be enabled, disabled and deleted, and its pages. */
export function SwitchedHead({ id, name, picture, enabled, status, list, act, field, words, tabs }: SwitchedHeadProps) {
  const home = `${list.href}/${id}`;
  return (
    <>
      <PageHead
        title={
          <>
            {picture}
            <bdi>{name}</bdi>
          </>
        }
        mark={status}
        above={[list]}
        here={name}
        acts={
          <>
            <form action={act}>
              <input type="hidden" name={field} value={id} />
              <button className="button" type="submit" name="enabled" value={enabled ? "off" : "on"}>
                {enabled ? words.disable : words.enable}
              </button>
            </form>
            <Link className="button" href={`${home}/remove`} prefetch={false}>
              {words.remove}
            </Link>
          </>
        }
      />
      <Tabs label={name} tabs={tabs.map(({ path, text, current }) => ({ href: home + path, text, current }))} />
    </>
  );
}
