import { type ReactNode, useEffect, useRef } from "react";

interface ModalDialogProps {
  readonly className?: string;
  /** Its name for screen readers. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A dialog that is open while it is rendered. Escape and a click outside close it; the browser moves the focus back.
 */
export function ModalDialog({ className = "", label, onClose, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (!shown || shown.open) return;
    shown.showModal();
    // The browser would focus the first focusable element, such as the frame around the field.
    shown.querySelector<HTMLElement>("input, button")?.focus();
  }, []);
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-label={label} onClose={onClose} closedby="any">
      <div>{children}</div>
    </dialog>
  );
}
