import { createHash, randomBytes, webcrypto, X509Certificate } from "node:crypto";
import * as asn1 from "asn1js";
import {
  AlgorithmIdentifier,
  type Attribute,
  Certificate,
  ContentInfo,
  CryptoEngine,
  ExtKeyUsage,
  MessageImprint,
  PKIStatus,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "pkijs";

/** Timestamps of an authority: https://www.rfc-editor.org/rfc/rfc3161. Tokens and requests are DER. */
export interface TimestampQuery {
  readonly der: Uint8Array<ArrayBuffer>;
  /** The answer must repeat it: an older one does not pass for this one. */
  readonly nonce: Uint8Array<ArrayBuffer>;
}

/** `refused`: the authority said no. `wrong`: it is no token for these bytes by the authority that is trusted. */
export type TimestampAnswer =
  | { readonly ok: true; readonly token: Uint8Array<ArrayBuffer>; readonly at: Date }
  | { readonly ok: false; readonly problem: "refused" | "wrong" };

// RFC 3161, section 2.4.2; RFC 5652, sections 11.1 and 12.1; RFC 5816; RFC 5280, sections 4.2.1.12; RFC 5754.
const oid = {
  sha256: "2.16.840.1.101.3.4.2.1",
  signedData: "1.2.840.113549.1.7.2",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  extendedKeyUsage: "2.5.29.37",
  timeStamping: "1.3.6.1.5.5.7.3.8",
} as const;

// Types of Node and of browsers differ in overloads.
type EngineCrypto = ConstructorParameters<typeof CryptoEngine>[0]["crypto"];
const engine = new CryptoEngine({ name: "node", crypto: webcrypto as EngineCrypto });

/** A request for a timestamp of these bytes, of which only the SHA-256 is told, with the authority's certificates. */
export function newTimestampQuery(bytes: Uint8Array): TimestampQuery {
  const nonce = new Uint8Array(randomBytes(12));
  // Positive, and without leading zeros.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1.Null() }),
      hashedMessage: new asn1.OctetString({ valueHex: arrayBuffer(sha256(bytes)) }),
    }),
    nonce: new asn1.Integer({ valueHex: arrayBuffer(nonce) }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce };
}

/**
 * The token in an authority's answer to `query`, verified as verifyTimestamp does. Never throws, for any answer.
 * `trusted`: the certificate of the authority, or of who issued it, in PEM; several one after the other.
 */
export async function readTimestampAnswer(
  answer: Uint8Array,
  { bytes, nonce, trusted }: { bytes: Uint8Array; nonce: Uint8Array; trusted: string },
): Promise<TimestampAnswer> {
  try {
    const response = TimeStampResp.fromBER(arrayBuffer(answer));
    const { status } = response.status;
    const isGranted = status === PKIStatus.granted || status === PKIStatus.grantedWithMods;
    if (!isGranted || !response.timeStampToken) return { ok: false, problem: "refused" };
    const token = new Uint8Array(response.timeStampToken.toSchema().toBER());
    const at = await verified(token, { bytes, trusted, nonce });
    return at ? { ok: true, token, at } : { ok: false, problem: "wrong" };
  } catch {
    return { ok: false, problem: "wrong" };
  }
}

/**
 * When an authority that is trusted saw these bytes; null if the token is for others, is not signed by it, or by a
 * certificate that is not for timestamps or was not valid then. Never throws, for any token. Revocation is not looked up.
 */
export async function verifyTimestamp(
  token: Uint8Array,
  { bytes, trusted }: { bytes: Uint8Array; trusted: string },
): Promise<Date | null> {
  return verified(token, { bytes, trusted, nonce: null }).catch(() => null);
}

async function verified(
  token: Uint8Array,
  { bytes, trusted, nonce }: { bytes: Uint8Array; trusted: string; nonce: Uint8Array | null },
): Promise<Date | null> {
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
      ...{ signer: 0, data: arrayBuffer(bytes), trustedCerts: certificatesOf(trusted), extendedMode: true },
      // At the time that the token names.
      ...{ checkChain: true, passedWhenNotRevValues: true },
    },
    engine,
  );
  const { signatureVerified, signerCertificate } = result;
  if (!signatureVerified || !signerCertificate || !isForTimestamps(signerCertificate)) return null;
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  return namesContent(attributes) && namesCertificate(attributes, signerCertificate) ? info.genTime : null;
}

const certificatesOf = (pem: string): Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) =>
    Certificate.fromBER(arrayBuffer(new X509Certificate(one).raw)),
  );

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
function namesCertificate(attributes: readonly Attribute[], certificate: Certificate): boolean {
  const der = new Uint8Array(certificate.toSchema(true).toBER());
  const [v2, v1] = [valueOf(attributes, oid.signingCertificateV2), valueOf(attributes, oid.signingCertificate)];
  const hash = firstOctets(v2 ?? v1);
  return hash !== null && Buffer.from(hash).equals(v2 ? sha256(der) : createHash("sha1").update(der).digest());
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
  number !== undefined && Buffer.from(number.valueBlock.valueHexView).equals(Buffer.from(bytes));

const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

const arrayBuffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
