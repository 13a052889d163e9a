import { rightsAbout } from "@assent/consent/receipt/rights";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { complainTo } from "@/sign-in/shown-text/shown-rights";
import { FactList } from "@/ui/Sheet";
import { canObjectTo, legalBasisOfItem, type MyStoredPurpose } from "../stored-purposes";

interface MyRightsProps {
  readonly purposes: readonly MyStoredPurpose[];
  /** The organisation. Null where it entered nothing. */
  readonly controller: Parameters<typeof complainTo>[0] & {
    readonly displayName: string;
  };
}

/** The person's rights, each with what they can do about it here. The same rights are on the consent screen. */
export async function MyRights({ purposes, controller }: MyRightsProps) {
  const { displayName: organisation, authorityName: authority, authorityUrl } = controller;
  const [t, notice] = await Promise.all([getTranslations("my-data.rights"), getTranslations("notice.rights")]);
  const to = (href: string) => (text: ReactNode) => <a href={href}>{text}</a>;
  const texts = {
    access: t("access", { organisation }),
    rectification: t("rectification"),
    erasure: t.rich("erasure", { close: to("/me/close") }),
    portability: t.rich("portability", { file: to("/me/download") }),
    restriction: t.rich("restriction", { organisation, here: to("#restriction") }),
    objection: <Objections purposes={purposes} />,
    withdrawal: t("withdrawal"),
    complaint: t.rich("complaint", {
      to: complainTo(controller),
      authority: authority ?? "",
      there: to(authorityUrl ?? ""),
    }),
  };
  const rights = rightsAbout(
    purposes.flatMap((purpose) =>
      purpose.basis.kind === "notice"
        ? purpose.basis.lawful
        : purpose.items.map((item) => legalBasisOfItem(purpose, item)),
    ),
  );
  return <FactList facts={rights.map((right) => ({ name: notice(`${right}.name`), text: texts[right] }))} />;
}

/** A way to object to each purpose whose legal basis allows it. */
async function Objections({ purposes }: Pick<MyRightsProps, "purposes">) {
  const t = await getTranslations("my-data.rights");
  const open = purposes.filter(canObjectTo);
  if (open.length === 0) return t("objectionNone");
  return (
    <>
      {t("objection")}
      <ul>
        {open.map(({ id, name }) => (
          <li key={id}>
            <a href={`/me/object/${id}`}>{t("objectTo", { purpose: name })}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
