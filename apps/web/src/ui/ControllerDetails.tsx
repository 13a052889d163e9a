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
    readonly identifier?: string | null;
    readonly officerName?: string | null;
    readonly officerEmail?: string | null;
    readonly authorityName?: string | null;
    readonly authorityUrl?: string | null;
    /** Null until the organisation is set; then nothing is shown. */
    readonly updatedAt?: Date | null;
  };
  /** On a phone it is in a fold whose summary names the organisation. */
  readonly folds?: boolean;
}

const onItsOwn = "mt-8 border-t border-border pt-4";
const inFold = "pb-2 lg:mt-8 lg:border-t lg:border-border lg:pt-4 lg:pb-0";

const link = "inline-block py-px";

/**
 * The organisation that is responsible, and how to read and ask more: by email or, if it has none, in any other way.
 */
export async function ControllerDetails({ controller, folds = false }: ControllerDetailsProps) {
  if (controller.updatedAt === null) return null;
  const t = await getTranslations("common");
  const { name, address, contact, email, phone, privacyNoticeUrl, identifier } = controller;
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
    { key: "identifier", way: identifier && t("identifier", { identifier }) },
    { key: "officer", way: officer(controller, t) },
    { key: "authority", way: authority(controller, t) },
  ].filter(({ way }) => way);
  return (
    <p className={`text-14/5.5 text-muted ${folds ? inFold : onItsOwn}`}>
      <span className={folds ? "max-lg:hidden" : undefined}>
        <Responsible name={name} />
        <br />
      </span>
      {ways.map(({ key, way }, index) => (
        <Fragment key={key}>
          {index > 0 && " · "}
          {way}
        </Fragment>
      ))}
    </p>
  );
}

/** "Acme Ltd is responsible for this data." */
export async function Responsible({ name }: { readonly name: string }) {
  const t = await getTranslations("common");
  return t.rich("responsible", { name, strong: (text) => <strong className="font-medium text-text">{text}</strong> });
}

type Texts = Awaited<ReturnType<typeof getTranslations<"common">>>;

function officer({ officerName, officerEmail }: ControllerDetailsProps["controller"], t: Texts) {
  if (!officerName && !officerEmail) return null;
  return (
    <>
      {t("officer")} {officerName && <bdi>{officerName}</bdi>}{" "}
      {officerEmail && (
        <a className={link} href={`mailto:${officerEmail}`}>
          <bdi>{officerEmail}</bdi>
        </a>
      )}
    </>
  );
}

function authority({ authorityName, authorityUrl }: ControllerDetailsProps["controller"], t: Texts) {
  if (!authorityName) return null;
  return (
    <>
      {t("complaints")}{" "}
      {authorityUrl ? (
        <a className={link} href={authorityUrl}>
          <bdi>{authorityName}</bdi>
        </a>
      ) : (
        <bdi>{authorityName}</bdi>
      )}
    </>
  );
}
