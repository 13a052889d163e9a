/** The mark of Assent: an unticked box whose side turns into a tick, a lower-case a. */
export function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path
        fillRule="evenodd"
        d="M3 4h12.5v10.9l4.9-6 2.3 1.9L15.2 20H3a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Zm1 3v10h8.5V7Z"
      />
    </svg>
  );
}

/** Stands beside the organisation's name until it has a logo of its own. */
export function OrganisationMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M9 4.5 1.5 19.5h6.2L12 11Zm6.5 3.5L9.6 19.5h12.9Z" />
    </svg>
  );
}
