/** The page that edits a purpose. A notice is edited with its provider. */
export function purposeHref({ id, noticeOf }: { readonly id: string; readonly noticeOf: string | null }): string {
  return noticeOf === null ? `/admin/purposes/${id}` : `/admin/identity-providers/${noticeOf}/provisioning`;
}

/** The first characters of an id, as people read it out: u-8f2c-71d0. Addresses and receipts contain the whole id. */
export function shortId(id: string): string {
  return `u-${id.slice(0, 4)}-${id.slice(4, 8)}`;
}
