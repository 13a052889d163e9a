import { useSyncExternalStore } from "react";

const key = "assent-single-keys";
const listeners = new Set<() => void>();

// A browser may refuse its storage; the keys are on then, as they are at first.
function isOn(): boolean {
  try {
    return window.localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether keys without Ctrl do something here; it is remembered in this browser alone. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isOn, () => true);
  return [on, setOn];
}

function setOn(on: boolean): void {
  try {
    window.localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // Not remembered.
  }
  for (const listener of listeners) listener();
}
