import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";

interface FormMessagesProps {
  /** Dotted names of texts, or of groups of texts, that the form needs besides those of every form. */
  readonly of?: readonly string[];
  readonly children: ReactNode;
}

/** Only the texts that a form needs in the browser. */
export async function FormMessages({ of = [], children }: FormMessagesProps) {
  const [messages, locale] = await Promise.all([getMessages(), getLocale()]);
  const needed: MessageTree = {};
  for (const path of ["admin-form", "attribute-input", ...of]) copy(messages, needed, path.split("."));
  return (
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={needed}>
      {children}
    </NextIntlClientProvider>
  );
}

interface MessageTree {
  [name: string]: MessageTree | string;
}

/** Throws TypeError for a path that does not exist, which is a bug. */
function copy(from: MessageTree, to: MessageTree, [name = "", ...rest]: readonly string[]): void {
  const found = from[name];
  if (found === undefined) throw new TypeError(`No texts are called ${name}`);
  if (rest.length === 0 || typeof found === "string") {
    to[name] = found;
    return;
  }
  const inside = to[name];
  const group = typeof inside === "object" ? { ...inside } : {};
  copy(found, group, rest);
  to[name] = group;
}
