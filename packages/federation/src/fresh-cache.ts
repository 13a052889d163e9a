export interface Fresh<T> {
  readonly value: T;
  /** Milliseconds since 1970, when loading it began. */
  readonly loadedAt: number;
}

/**
 * Keeps what was loaded for a while. Several askers of one key share one load. A failure is told to those who waited
 * for it and then forgotten, so that a provider that is back works at once. The oldest entry makes room for a new one.
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

  /** What is known and fresh at `now` (milliseconds since 1970), else what `load` brings. Errors: those of `load`. */
  async read(key: string, now: number, load: () => Promise<T>): Promise<Fresh<T>> {
    const entry = this.#entries.get(key);
    const age = entry ? now - entry.loadedAt : Infinity;
    // A negative age means that the clock was set back: nobody knows how old the entry is.
    return entry && age >= 0 && age < this.#maxAgeMs ? entry : this.reload(key, now, load);
  }

  /** Loads whether or not something fresh is known. Errors: those of `load`. */
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
