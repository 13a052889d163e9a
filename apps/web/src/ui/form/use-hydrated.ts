import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False on the server and while its page is being taken over; true once JavaScript is in charge. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
