/**
 * The socket that an address like postgres://user:password@%2Frun%2Fpostgresql/name leads to, or null if it names a
 * host. postgres.js 3.4.9 does not decode such a host, and looks it up as a name.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function socketPath(url: string): string | null {
  const directory = socketDirectory(url);
  return directory === null ? null : `${directory}/.s.PGSQL.${new URL(url).port || "5432"}`;
}

/** The directory of that socket, for messages. */
export function socketDirectory(url: string): string | null {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  return /^%2f/i.test(host) ? decodeURIComponent(host) : null;
}
