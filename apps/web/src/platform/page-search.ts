/** The first value of a search parameter, which may be missing or come several times. */
export const firstValue = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
