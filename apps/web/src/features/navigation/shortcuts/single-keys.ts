import { useSyncExternalStore } from "react";

const key = "assent-single-keys";
const listeners = new Set<() => void>();

// A browser may block its storage; then the keys are on, which is the default.
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

/** Whether keys without Ctrl are on. The setting is stored only in this browser. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isOn, () => true);
  return [on, setOn];
}

function setOn(on: boolean): void {
  try {
    window.localStorage.setItem(key, on ? "on" : "off");
  } catch {
    // The setting is not stored.
  }
  for (const listener of listeners) listener();
}
