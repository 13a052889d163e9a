"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";

interface LeaveGuardProps {
  readonly dirty: boolean;
  /** Posting this form does not count as leaving. */
  readonly formId: string;
}

/** Asks before typed text is lost: by a link, by a form elsewhere on the page, by Back, by reload and by closing. */
export function LeaveGuard({ dirty, formId }: LeaveGuardProps) {
  const t = useTranslations("admin-form.leave");
  const dialog = useRef<HTMLDialogElement>(null);
  const leave = useRef<() => void>(() => undefined);
  const router = useRouter();
  const leaving = useRef(false);

  useEffect(() => {
    if (!dirty) return;
    const ask = (go: () => void) => {
      leave.current = go;
      dialog.current?.showModal();
    };
    return guard({ ask, isLeaving: () => leaving.current, push: router.push, formId });
  }, [dirty, router, formId]);

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="leave-title" aria-describedby="leave-text">
      <h2 id="leave-title">{t("title")}</h2>
      <p id="leave-text">{t("text")}</p>
      <div className="mt-6 flex flex-wrap gap-2">
        <button className="button button-primary" type="button" onClick={() => dialog.current?.close()}>
          {t("stay")}
        </button>
        <button
          className="button button-danger"
          type="button"
          onClick={() => {
            leaving.current = true;
            dialog.current?.close();
            leave.current();
          }}
        >
          {t("leave")}
        </button>
      </div>
    </dialog>
  );
}

interface Guarding {
  readonly ask: (go: () => void) => void;
  readonly isLeaving: () => boolean;
  readonly push: (href: string) => void;
  readonly formId: string;
}

function guard({ ask, isLeaving, push, formId }: Guarding): () => void {
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!isLeaving()) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const href = isLeaving() ? null : leavingLink(event);
    if (href === null) return;
    event.preventDefault();
    event.stopPropagation();
    ask(() => push(href));
  };
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target;
    if (isLeaving() || !(form instanceof HTMLFormElement) || form.id === formId || form.method === "dialog") return;
    // It opens in a frame of this page.
    if (form.target) return;
    event.preventDefault();
    event.stopPropagation();
    ask(() => form.requestSubmit(event.submitter));
  };
  const stopBack = guardBack(ask, isLeaving);
  window.addEventListener("beforeunload", onUnload);
  document.addEventListener("click", onClick, true);
  document.addEventListener("submit", onSubmit, true);
  return () => {
    window.removeEventListener("beforeunload", onUnload);
    document.removeEventListener("click", onClick, true);
    document.removeEventListener("submit", onSubmit, true);
    stopBack();
  };
}

/**
 * A page cannot refuse Back. So it adds a second history entry of the same page: Back goes to the first one, where the
 * second is added again and the question asked.
 */
function guardBack(ask: (go: () => void) => void, isLeaving: () => boolean): () => void {
  const entry = { assentGuard: true };
  if (!isGuarded(window.history.state)) window.history.pushState(entry, "");
  const onBack = () => {
    if (isLeaving() || isGuarded(window.history.state)) return;
    window.history.pushState(entry, "");
    ask(() => window.history.go(-2));
  };
  window.addEventListener("popstate", onBack);
  return () => window.removeEventListener("popstate", onBack);
}

function isGuarded(state: unknown): boolean {
  return typeof state === "object" && state !== null && "assentGuard" in state;
}

/** The address of a link that would leave this page in this tab, or null. */
function leavingLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.origin !== window.location.origin)
    return null;
  if ("leavesKnowingly" in link.dataset) return null;
  const here = link.pathname === window.location.pathname && link.search === window.location.search;
  return here ? null : link.pathname + link.search + link.hash;
}
