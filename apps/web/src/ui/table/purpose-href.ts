/** The page that edits a purpose. A notice is edited with its provider. */
export function purposeHref({ id, noticeOf }: { readonly id: string; readonly noticeOf: string | null }): string {
  return noticeOf === null ? `/admin/purposes/${id}` : `/admin/identity-providers/${noticeOf}/provisioning`;
}
