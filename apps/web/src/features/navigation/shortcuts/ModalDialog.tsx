import { type ReactNode, useEffect, useRef } from "react";

interface ModalDialogProps {
  readonly className?: string;
  /** Its name for whoever does not see it. */
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that is open as long as it is there. Escape and a press beside it close it; the browser moves the focus back. */
export function ModalDialog({ className = "", label, onClose, children }: ModalDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (!shown || shown.open) return;
    shown.showModal();
    // The browser would begin with whatever can be focused, like the frame around the field.
    shown.querySelector<HTMLElement>("input, button")?.focus();
  }, []);
  return (
    <dialog ref={dialog} className={`dialog ${className}`} aria-label={label} onClose={onClose} closedby="any">
      <div>{children}</div>
    </dialog>
  );
}
