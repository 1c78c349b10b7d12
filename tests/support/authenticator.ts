import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** A device that keeps one passkey, in software: it signs as a real one does, and can be told to misbehave. */
export type Authenticator = {
  /** Its answer to being asked for a new passkey. */
  readonly create: (challenge: string, wish?: AnswerWish) => string;
  /** Its answer to being asked to sign in; counts up unless told a count. */
  readonly sign: (challenge: string, wish?: AnswerWish & { readonly counter?: number }) => string;
};

type AnswerWish = { readonly origin?: string; readonly isOwnerVerified?: boolean };

const ORIGIN = "http://localhost:3000";
const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

function clientData(type: string, challenge: string, origin = ORIGIN): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authenticatorData(flags: number, counter: number, key: Uint8Array = new Uint8Array()): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256("localhost"), Buffer.from([flags]), count, key]);
}

/** The public key as COSE: {1: EC2, 3: ES256, -1: P-256, -2: x, -3: y}. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const [head, middle] = [Buffer.from("a5010203262001215820", "hex"), Buffer.from("225820", "hex")];
  return Buffer.concat([head, Buffer.from(x, "base64url"), middle, Buffer.from(y, "base64url")]);
}

export function authenticator(): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  let counted = 0;
  const answer = (response: object): string =>
    JSON.stringify({
      id: base64url(id),
      rawId: base64url(id),
      type: "public-key",
      clientExtensionResults: {},
      response,
    });
  const flagsOf = ({ isOwnerVerified = true }: AnswerWish) => PRESENT | (isOwnerVerified ? VERIFIED : 0);
  return {
    create: (challenge, wish = {}) => {
      const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)]);
      const authData = authenticatorData(flagsOf(wish) | HAS_KEY, 0, key);
      const length = Buffer.from([authData.length >> 8, authData.length & 255]);
      // {"fmt": "none", "attStmt": {}, "authData": bytes}
      const head = Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746159", "hex");
      return answer({
        clientDataJSON: base64url(clientData("webauthn.create", challenge, wish.origin)),
        attestationObject: base64url(Buffer.concat([head, length, authData])),
        transports: ["internal"],
      });
    },
    sign: (challenge, wish = {}) => {
      counted = wish.counter ?? counted + 1;
      const client = clientData("webauthn.get", challenge, wish.origin);
      const data = authenticatorData(flagsOf(wish), counted);
      const signature = createSign("sha256").update(data).update(sha256(client)).sign(privateKey);
      return answer({
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      });
    },
  };
}
