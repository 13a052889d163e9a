"use client";

import { FailedPage } from "@/components/FailedPage";

/** A page of ours failed. What is shown is fixed; the error itself stays in the log, under the reference. */
export default function Failed({ error }: { error: Error & { digest?: string } }) {
  return <FailedPage reference={error.digest} />;
}
