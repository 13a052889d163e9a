import { FederationError, type FederationErrorCode } from "./federation-error.ts";

/** Codes of OpenSSL and Node.js: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ofCertificate = /CERT|CRL|^UNABLE_TO_|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/;

/** Codes of getaddrinfo: https://nodejs.org/api/dns.html#error-codes */
const ofName = /^(ENOTFOUND|ENODATA|EAI_[A-Z]+)$/;

/** What undici says if a proxy answers CONNECT with another status than 200, with the status in brackets. */
const ofProxy = /^Proxy response \((\d{3})\)/;

/**
 * Why a request got no answer: its name, its certificate, the proxy, or the connection. Each asks for something else
 * from the people who run the server. The detail is the origin and the system's code, like ECONNREFUSED.
 * Errors of our own, which the library may have wrapped, stay as they are.
 */
export function connectionFailure(error: unknown, url: URL): FederationError {
  const causes = causesOf(error);
  const own = causes.find((one) => one instanceof FederationError);
  if (own) return own;
  const status = causes.flatMap(({ message }) => ofProxy.exec(message)?.[1] ?? [])[0];
  // A gateway's own words for a server that does not answer it: RFC 9110, sections 15.6.3 to 15.6.5.
  if (status && ["502", "503", "504"].includes(status)) {
    return new FederationError("unreachable", `${url.origin}, ${status} from the proxy`);
  }
  if (status) return new FederationError("proxy-refused", `${url.origin}, ${status}`);
  const code = systemCode(causes);
  return new FederationError(code === null ? "unreachable" : kindOf(code), detailOf(url, code));
}

/** The proxy itself could not be reached. */
export const proxyFailure = (error: Error, url: URL) =>
  new FederationError("proxy-unreachable", detailOf(url, systemCode(causesOf(error))));

function kindOf(code: string): FederationErrorCode {
  if (ofCertificate.test(code)) return "certificate-refused";
  return ofName.test(code) ? "name-unknown" : "unreachable";
}

const detailOf = ({ origin }: URL, code: string | null) => (code === null ? origin : `${origin}, ${code}`);

/** The first code that is a word of the system, because some codes of libraries contain other text. */
function systemCode(causes: readonly Error[]): string | null {
  const codes = causes.flatMap((one) => ("code" in one && typeof one.code === "string" ? one.code : []));
  return codes.find((code) => /^[A-Z0-9_]+$/.test(code)) ?? null;
}

/** The error and its causes, the outermost first. */
function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
