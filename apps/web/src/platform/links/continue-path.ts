/** Where an application's request waits for a person. It names the application, so that a sign-in knows what to ask. */
export const continuePath = (uid: string, clientId: string): string =>
  `/sign-in/continue/${uid}/${encodeURIComponent(clientId)}`;

/** The client ID in such a path, or null for any other path. */
export function clientOfPath(path: string): string | null {
  const [, client] = /^\/sign-in\/continue\/[^/?]+\/([^/?]+)/.exec(path) ?? [];
  try {
    return client === undefined ? null : decodeURIComponent(client);
  } catch {
    return null;
  }
}

/** The request that such a path names: by its random id, and by the client ID. Null for any other path. */
export function requestOfPath(path: string): { readonly uid: string; readonly clientId: string } | null {
  const [, uid, clientId] = /^\/sign-in\/continue\/([\w-]+)\/([A-Za-z0-9._-]+)$/.exec(path) ?? [];
  return uid === undefined || clientId === undefined ? null : { uid, clientId };
}
