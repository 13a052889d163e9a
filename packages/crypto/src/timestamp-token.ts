import * as asn1 from "asn1js";
import { type Attribute, Certificate, ContentInfo, CryptoEngine, ExtKeyUsage, SignedData, TSTInfo } from "pkijs";

// Tokens of a timestamping authority, https://www.rfc-editor.org/rfc/rfc3161, in DER. Nothing of Node: it runs in browsers.

// RFC 3161, section 2.4.2; RFC 5652, sections 11.1 and 12.1; RFC 5816; RFC 5280, section 4.2.1.12; RFC 5754.
export const oid = {
  sha256: "2.16.840.1.101.3.4.2.1",
  signedData: "1.2.840.113549.1.7.2",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  extendedKeyUsage: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  commonName: "2.5.4.3",
} as const;

const engine = new CryptoEngine({ name: "web", crypto: globalThis.crypto });

export interface Timestamp {
  readonly at: Date;
  /** The common name in the certificate that signed it; "" if it has none. */
  readonly by: string;
  /** Whether a certificate that is trusted issued that one. False only where none was asked for. */
  readonly isTrusted: boolean;
}

interface Wanted {
  readonly bytes: Uint8Array;
  /**
   * The certificate of the authority, or of its issuer, in PEM; several one after the other. Null: the signer is named,
   * and not trusted.
   */
  readonly trusted: string | null;
  /** What the token has to repeat; null if it was not asked for by us. */
  readonly nonce?: Uint8Array | null;
}

/**
 * When an authority saw these bytes; null if the token is for other bytes, if its signer is not trusted, or if the
 * certificate is not for timestamps or was not valid then. Never throws, for any token. Revocation is not looked up.
 */
export async function readTimestamp(token: Uint8Array, wanted: Wanted): Promise<Timestamp | null> {
  return verified(token, wanted).catch(() => null);
}

/** The same for an authority that has to be trusted. */
export async function verifyTimestamp(
  token: Uint8Array,
  wanted: Wanted & { readonly trusted: string },
): Promise<Date | null> {
  return (await readTimestamp(token, wanted))?.at ?? null;
}

async function verified(token: Uint8Array, { bytes, trusted, nonce = null }: Wanted): Promise<Timestamp | null> {
  const content = ContentInfo.fromBER(arrayBuffer(token));
  if (content.contentType !== oid.signedData) return null;
  const signed = new SignedData({ schema: content.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== oid.timestampInfo || !eContent || signed.signerInfos.length !== 1) return null;
  const info = TSTInfo.fromBER(eContent.getValue());
  if (info.messageImprint.hashAlgorithm.algorithmId !== oid.sha256) return null;
  if (nonce && !sameNumber(info.nonce, nonce)) return null;
  const result = await signed.verify(
    {
      ...{ signer: 0, data: arrayBuffer(bytes), trustedCerts: certificatesOf(trusted ?? ""), extendedMode: true },
      // At the time that the token names.
      ...{ checkChain: trusted !== null, passedWhenNotRevValues: true },
    },
    engine,
  );
  const { signatureVerified, signerCertificate } = result;
  if (!signatureVerified || !signerCertificate || !isForTimestamps(signerCertificate)) return null;
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  if (!namesContent(attributes) || !(await namesCertificate(attributes, signerCertificate))) return null;
  if (!wasValid(signerCertificate, info.genTime)) return null;
  return { at: info.genTime, by: nameOf(signerCertificate), isTrusted: trusted !== null };
}

const certificatesOf = (pem: string): Certificate[] =>
  Array.from(pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g), ([, base64 = ""]) =>
    Certificate.fromBER(arrayBuffer(Uint8Array.from(atob(base64.replaceAll(/\s/g, "")), (one) => one.charCodeAt(0)))),
  );

const wasValid = ({ notBefore, notAfter }: Certificate, at: Date): boolean =>
  notBefore.value <= at && at <= notAfter.value;

/** X.520: the common name, which says who it is. */
function nameOf({ subject }: Certificate): string {
  const found = subject.typesAndValues.find(({ type }) => type === oid.commonName);
  return found ? found.value.valueBlock.value : "";
}

/** RFC 3161, section 2.3: the key is for timestamps and nothing else, and the extension that says so is critical. */
function isForTimestamps({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === oid.extendedKeyUsage);
  const value: unknown = usage?.parsedValue;
  if (!usage?.critical || !(value instanceof ExtKeyUsage)) return false;
  return value.keyPurposes.length === 1 && value.keyPurposes[0] === oid.timeStamping;
}

const valueOf = (attributes: readonly Attribute[], type: string): unknown =>
  attributes.find((attribute) => attribute.type === type)?.values[0];

function namesContent(attributes: readonly Attribute[]): boolean {
  const value = valueOf(attributes, oid.contentType);
  return value instanceof asn1.ObjectIdentifier && value.valueBlock.toString() === oid.timestampInfo;
}

/** RFC 5816: the signature covers a hash of the certificate, so that no other one of the same key can be put in place. */
async function namesCertificate(attributes: readonly Attribute[], certificate: Certificate): Promise<boolean> {
  const der = new Uint8Array(certificate.toSchema(true).toBER());
  const [v2, v1] = [valueOf(attributes, oid.signingCertificateV2), valueOf(attributes, oid.signingCertificate)];
  const hash = firstOctets(v2 ?? v1);
  return hash !== null && sameBytes(hash, await crypto.subtle.digest(v2 ? "SHA-256" : "SHA-1", der));
}

/** The first OCTET STRING within, which is the hash of the first certificate. */
function firstOctets(value: unknown): ArrayBuffer | null {
  if (value instanceof asn1.OctetString) return value.getValue();
  if (!(value instanceof asn1.Sequence)) return null;
  for (const part of value.valueBlock.value) {
    const found = firstOctets(part);
    if (found) return found;
  }
  return null;
}

const sameNumber = (number: asn1.Integer | undefined, bytes: Uint8Array): boolean =>
  number !== undefined && sameBytes(number.valueBlock.valueHexView, bytes);

const sameBytes = (one: ArrayBuffer | Uint8Array, other: ArrayBuffer | Uint8Array): boolean => {
  const [a, b] = [new Uint8Array(one), new Uint8Array(other)];
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
};

/** A copy, as the library takes it. */
export const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
