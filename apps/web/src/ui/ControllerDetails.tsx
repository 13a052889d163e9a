import { getTranslations } from "next-intl/server";
import { Fragment } from "react";

export interface ControllerDetailsProps {
  readonly controller: {
    readonly name: string;
    readonly address: string | null;
    readonly contact: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly privacyNoticeUrl: string | null;
    /** Null until the organisation is set; then nothing is shown. */
    readonly updatedAt?: Date | null;
  };
}

const link = "inline-block py-px";

/**
 * The organisation that is responsible, and how to read and ask more: by email or, if it has none, in any other way.
 */
export async function ControllerDetails({ controller }: ControllerDetailsProps) {
  if (controller.updatedAt === null) return null;
  const t = await getTranslations("common");
  const { name, address, contact, email, phone, privacyNoticeUrl } = controller;
  const ways = [
    {
      key: "notice",
      way: privacyNoticeUrl && (
        <a className={link} href={privacyNoticeUrl}>
          {t("privacyNotice")}
        </a>
      ),
    },
    {
      key: "email",
      way: email && (
        <a className={link} href={`mailto:${email}`}>
          <bdi>{email}</bdi>
        </a>
      ),
    },
    { key: "contact", way: !email && contact && <bdi>{contact}</bdi> },
    { key: "phone", way: !email && phone && <bdi>{phone}</bdi> },
    { key: "address", way: !email && !phone && address && <bdi>{address}</bdi> },
  ].filter(({ way }) => way);
  return (
    <p className="mt-8 border-t border-border pt-4 text-14/5.5 text-muted">
      {t.rich("responsible", { name, strong: (text) => <strong className="font-medium text-text">{text}</strong> })}
      <br />
      {ways.map(({ key, way }, index) => (
        <Fragment key={key}>
          {index > 0 && " · "}
          {way}
        </Fragment>
      ))}
    </p>
  );
}
