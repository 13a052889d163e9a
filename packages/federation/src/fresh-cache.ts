export interface Fresh<T> {
  readonly value: T;
  /** When loading began, in milliseconds since 1970. */
  readonly loadedAt: number;
}

interface Limits {
  readonly maxAgeMs: number;
  readonly maxEntries: number;
  /** How often an entry may be loaded again before its time, in how many milliseconds. Default: without limit. */
  readonly early?: { readonly times: number; readonly withinMs: number };
}

/**
 * Caches loaded values for a time. Concurrent calls for one key share one load. A failure is passed to those who waited
 * for it and is not cached, so that a provider works again at once. The oldest entry makes room for a new one.
 */
export class FreshCache<T> {
  readonly #entries = new Map<string, Fresh<T>>();
  readonly #flights = new Map<string, Promise<Fresh<T>>>();
  readonly #early = new Map<string, readonly number[]>();
  readonly #limits: Limits;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * The cached value if it is fresh at `now` (milliseconds since 1970), else what `load` returns. Errors: those of
   * `load`.
   */
  async read(key: string, now: number, load: () => Promise<T>): Promise<Fresh<T>> {
    const entry = this.#entries.get(key);
    const age = entry ? now - entry.loadedAt : Infinity;
    // A negative age means that the clock was set back, so the real age is unknown.
    return entry && age >= 0 && age < this.#limits.maxAgeMs ? entry : this.reload(key, now, load);
  }

  /** Loads the value even if a fresh one is cached. Errors: those of `load`. */
  async reload(key: string, now: number, load: () => Promise<T>): Promise<Fresh<T>> {
    const running = this.#flights.get(key);
    if (running) return running;
    const flight = load()
      .then((value) => this.#keep(key, { value, loadedAt: now }))
      .finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }

  /**
   * A value other than `seen`, for a caller to whom `seen` was no use: one that was cached since, or else one that is
   * loaded now. Null if the limit for early loads is reached. Errors: those of `load`.
   */
  async newer(key: string, seen: Fresh<T>, now: number, load: () => Promise<T>): Promise<Fresh<T> | null> {
    const entry = this.#entries.get(key);
    if (entry && entry !== seen) return entry;
    if (this.#flights.has(key)) return this.reload(key, now, load);
    const { times, withinMs } = this.#limits.early ?? { times: Infinity, withinMs: 0 };
    const recent = (this.#early.get(key) ?? []).filter((at) => now - at < withinMs);
    if (recent.length >= times) return null;
    this.#early.set(key, [...recent, now]);
    return this.reload(key, now, load);
  }

  #keep(key: string, entry: Fresh<T>): Fresh<T> {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limits.maxEntries && oldest !== undefined) {
      this.#entries.delete(oldest);
      this.#early.delete(oldest);
    }
    return entry;
  }
}

/**
 * The one cache of this name in the process. It lives on globalThis, because a bundler may load a module more than
 * once: the next sign-in must see what an administrator's page has just read.
 */
export function processCache<T>(name: string, limits: Limits): FreshCache<T> {
  const held = globalThis as { assentCaches?: Map<string, FreshCache<unknown>> };
  held.assentCaches ??= new Map();
  const found = held.assentCaches.get(name) ?? new FreshCache<T>(limits);
  held.assentCaches.set(name, found);
  return found as FreshCache<T>;
}
