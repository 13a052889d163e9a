/** The mark of Assent: an unticked box whose side turns into a tick, a lower-case a. */
export function Mark({ className }: { readonly className: string }) {
  return (
    <svg className={`fill-current ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path
        fillRule="evenodd"
        d="M3 4h12.5v10.9l4.9-6 2.3 1.9L15.2 20H3a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm1 3v10h8.5V7Z"
      />
    </svg>
  );
}

interface OrganisationMarkProps {
  /** Null for an organisation without one. */
  readonly logo: { readonly address: string } | null;
  /** Smaller in the head of a receipt. */
  readonly small?: boolean;
}

// The same size for any shape and while it loads. Logos are made for a white background.
const picture = "size-9 flex-none rounded-6 bg-paper object-contain p-1";

/** The organisation's logo, or a plain mark, beside its name. It has no text. */
export function OrganisationMark({ logo, small }: OrganisationMarkProps) {
  // oxlint-disable-next-line next/no-img-element -- The optimizer is off, and the picture is small already.
  if (logo) return <img className={picture} src={logo.address} alt="" width={36} height={36} />;
  return (
    <svg className={`fill-current ${small ? "size-5.5" : "size-6.5"}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M9 4.5 1.5 19.5h6.2L12 11Zm6.5 3.5L9.6 19.5h12.9Z" />
    </svg>
  );
}
