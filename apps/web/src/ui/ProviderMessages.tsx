import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";

/** Passes to the browser only the messages that the forms of a provider need: the shared ones and those of the page. */
export async function ProviderMessages({
  of,
  children,
}: {
  readonly of: readonly string[];
  readonly children: ReactNode;
}) {
  const [messages, locale] = await Promise.all([getMessages(), getLocale()]);
  const { "admin-editor": editor, "attribute-input": attributeInput } = messages;
  const all: Readonly<Record<string, unknown>> = messages["identity-providers"];
  const shared = [
    "save",
    "cancel",
    "optional",
    "yesNo",
    "errorTitle",
    "errorPrefix",
    "failure",
    "conflict",
    "problem",
    "secretLost",
  ];
  const needed = Object.fromEntries([...shared, ...of].map((key) => [key, all[key]]));
  return (
    <NextIntlClientProvider
      locale={locale}
      timeZone="UTC"
      messages={{
        "identity-providers": needed,
        "admin-editor": { leave: editor.leave },
        "attribute-input": attributeInput,
      }}
    >
      {children}
    </NextIntlClientProvider>
  );
}
