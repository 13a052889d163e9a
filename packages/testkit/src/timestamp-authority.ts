import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

/** A timestamping authority for tests: OpenSSL behind an HTTP server. Needs the program `openssl`. */
export interface TimestampAuthority {
  /** Where it answers requests of RFC 3161, over http on this machine. */
  readonly url: string;
  /** The certificate that issued its certificate, in PEM. */
  readonly authority: string;
  /** The answer (DER) to a request (DER). `as`: signed by another certificate of the same authority. */
  readonly answer: (request: Uint8Array, as?: "tsa" | "mail") => Promise<Uint8Array<ArrayBuffer>>;
  /** A token (DER) for these bytes, asked for by OpenSSL too. */
  readonly token: (bytes: Uint8Array | string) => Promise<Uint8Array<ArrayBuffer>>;
  /**
   * The statement in a token (DER), signed again as `openssl cms` does: by a certificate that is for mail too, or by the
   * right one but without its hash.
   */
  readonly resigned: (token: Uint8Array, how: "for mail" | "without hash") => Promise<Uint8Array<ArrayBuffer>>;
  /** The answers to the next requests over http: those of OpenSSL, or an error. */
  failing: boolean;
  readonly stop: () => Promise<void>;
}

const config = `
[ca]
basicConstraints = critical, CA:true
[tsa]
extendedKeyUsage = critical, timeStamping
[mail]
extendedKeyUsage = critical, timeStamping, emailProtection
[policy]
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha512
signer_digest = sha256
serial = serial
ess_cert_id_alg = sha256
crypto_device = builtin
`;

export async function startTimestampAuthority(): Promise<TimestampAuthority> {
  const folder = await mkdtemp(join(tmpdir(), "assent-tsa-"));
  const openssl = (...args: string[]) => run(folder, args);
  await writeFile(join(folder, "openssl.cnf"), config);
  await writeFile(join(folder, "serial"), "01");
  await openssl(
    "req",
    "-new",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "ca.key",
    "-out",
    "ca.csr",
    "-subj",
    "/CN=Test Root",
  );
  const signed = ["x509", "-req", "-days", "30", "-extfile", "openssl.cnf"];
  await openssl(...signed, "-in", "ca.csr", "-signkey", "ca.key", "-extensions", "ca", "-out", "ca.pem");
  for (const name of ["tsa", "mail"]) {
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", `${name}.key`];
    await openssl("req", "-new", ...key, "-out", `${name}.csr`, "-subj", `/CN=Test ${name}`);
    const by = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extensions", name];
    await openssl(...signed, "-in", `${name}.csr`, ...by, "-out", `${name}.pem`);
  }
  let count = 0;
  const answer: TimestampAuthority["answer"] = async (request, as = "tsa") => {
    const [query, reply] = [`${(count += 1)}.tsq`, `${count}.tsr`];
    await writeFile(join(folder, query), request);
    const signer = ["-signer", `${as}.pem`, "-inkey", `${as}.key`];
    await openssl(
      "ts",
      "-reply",
      "-config",
      "openssl.cnf",
      "-section",
      "policy",
      "-queryfile",
      query,
      ...signer,
      "-out",
      reply,
    );
    return new Uint8Array(await readFile(join(folder, reply)));
  };
  const token: TimestampAuthority["token"] = async (bytes) => {
    const [data, query, reply, made] = ["data", "query", "reply", "token"].map((name) => `${(count += 1)}.${name}`);
    await writeFile(join(folder, `${data}`), bytes);
    await openssl("ts", "-query", "-data", `${data}`, "-sha256", "-cert", "-out", `${query}`);
    await writeFile(join(folder, `${reply}`), await answer(await readFile(join(folder, `${query}`))));
    await openssl("ts", "-reply", "-in", `${reply}`, "-token_out", "-out", `${made}`);
    return new Uint8Array(await readFile(join(folder, `${made}`)));
  };
  const resigned: TimestampAuthority["resigned"] = async (token, how) => {
    const [input, statement, output] = [`${(count += 1)}.token`, `${count}.tst`, `${count}.again`];
    await writeFile(join(folder, input), token);
    await openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", input, "-out", statement);
    const name = how === "for mail" ? "mail" : "tsa";
    const as = ["-signer", `${name}.pem`, "-inkey", `${name}.key`, ...(how === "for mail" ? ["-cades"] : [])];
    const type = ["-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform", "DER"];
    await openssl("cms", "-sign", "-binary", "-nodetach", ...type, "-in", statement, ...as, "-out", output);
    return new Uint8Array(await readFile(join(folder, output)));
  };
  const server = createServer(async (request, response) => {
    const isQuery = request.method === "POST" && request.headers["content-type"] === "application/timestamp-query";
    const body = await buffer(request);
    if (!isQuery || self.failing) return void response.writeHead(500).end();
    response.writeHead(200, { "content-type": "application/timestamp-reply" }).end(await answer(body));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const self: TimestampAuthority = {
    url: `http://127.0.0.1:${port}/tsa`,
    authority: await readFile(join(folder, "ca.pem"), "utf8"),
    answer,
    token,
    resigned,
    failing: false,
    stop: async () => {
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
  return self;
}

function run(cwd: string, args: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile("openssl", args, { cwd }, (error, _out, err) => {
      if (!error) return done();
      const missing = "code" in error && error.code === "ENOENT";
      fail(new Error(missing ? "These tests need the program openssl: install it" : `openssl ${args[0]}: ${err}`));
    });
  });
}
