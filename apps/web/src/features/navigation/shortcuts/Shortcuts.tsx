"use client";

import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Icon } from "@/ui/Icon";
import type { PaletteProps } from "./Palette";
import { ShortcutHelp, type HelpWords } from "./ShortcutHelp";
import { shortcutOf } from "./shortcut";
import { useSingleKeys } from "./single-keys";

// Loaded on demand, because most visits do not need it.
const Palette = dynamic(() => import("./Palette"), { ssr: false });

export interface ShortcutsProps extends Pick<PaletteProps, "pages" | "load" | "find"> {
  readonly words: PaletteProps["words"] & HelpWords & { readonly open: string };
}

/** The keys of the administration: Ctrl-K for the palette, / for the search of the page, ? for the list of keys. */
export function Shortcuts({ words, pages, load, find }: ShortcutsProps) {
  const [shown, show] = useState<"palette" | "help" | null>(null);
  // Before the page's script runs, the button would do nothing.
  const ready = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const [singleKeys, setSingleKeys] = useSingleKeys();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const asked = shortcutOf({ key, ctrlKey, metaKey, altKey, typing: isTyping(event.target) }, singleKeys);
      if (asked === null || document.querySelector("dialog:modal") !== null) return;
      event.preventDefault();
      if (asked !== "search") show(asked);
      else if (!focusSearch()) show("palette");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [singleKeys]);
  const close = () => show(null);
  return (
    <>
      <button
        className="flex min-h-8 w-full cursor-pointer items-center gap-2.5 rounded-4 border border-border bg-bg px-2 text-muted hover:border-control hover:text-text max-lg:col-span-full max-lg:mt-2 max-lg:mb-1 lg:mt-3 noscript:hidden"
        type="button"
        aria-keyshortcuts="Control+K"
        disabled={!ready}
        onClick={() => show("palette")}
      >
        <Icon name="search" />
        <span className="me-auto">{words.open}</span>
        {/* Devices of that width rarely have a keyboard. */}
        <kbd className="max-lg:hidden">Ctrl K</kbd>
      </button>
      {shown === "palette" && (
        <Palette words={words} pages={pages} load={load} find={find} onClose={close} onHelp={() => show("help")} />
      )}
      {shown === "help" && (
        <ShortcutHelp words={words} singleKeys={singleKeys} onSingleKeys={setSingleKeys} onClose={close} />
      )}
    </>
  );
}

/** Elements in which a key types text or chooses an option. */
const fields = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(fields) !== null;
}

/** Whether the page has a search. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("#main [role=search] input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}
