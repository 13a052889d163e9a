export interface Fresh<T> {
  readonly value: T;
  /** When loading began, in milliseconds since 1970. */
  readonly loadedAt: number;
}

/**
 * Caches loaded values for a time. Concurrent calls for one key share one load. A failure is passed to those who waited
 * for it and is not cached, so that a provider works again at once. The oldest entry makes room for a new one.
 */
export class FreshCache<T> {
  readonly #entries = new Map<string, Fresh<T>>();
  readonly #flights = new Map<string, Promise<Fresh<T>>>();
  readonly #maxAgeMs: number;
  readonly #maxEntries: number;

  constructor(limits: { readonly maxAgeMs: number; readonly maxEntries: number }) {
    this.#maxAgeMs = limits.maxAgeMs;
    this.#maxEntries = limits.maxEntries;
  }

  /**
   * The cached value if it is fresh at `now` (milliseconds since 1970), else what `load` returns. Errors: those of
   * `load`.
   */
  async read(key: string, now: number, load: () => Promise<T>): Promise<Fresh<T>> {
    const entry = this.#entries.get(key);
    const age = entry ? now - entry.loadedAt : Infinity;
    // A negative age means that the clock was set back, so the real age is unknown.
    return entry && age >= 0 && age < this.#maxAgeMs ? entry : this.reload(key, now, load);
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

  #keep(key: string, entry: Fresh<T>): Fresh<T> {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries && oldest !== undefined) this.#entries.delete(oldest);
    return entry;
  }
}
