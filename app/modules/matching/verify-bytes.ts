import { fail } from "./verify-flaw.ts";

/** Fills the room with the bytes that come next and says how many they are; 0 when there are no more. */
export type ByteSource = (room: Uint8Array) => number;

const QUOTE = 34;
const COMMA = 44;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const ROOM_BYTES = 1 << 16;
// So many digits always fit a double exactly.
const EXACT_DIGITS = 15;
// "[", three numbers of that length, two commas, "]" and one byte to see that the last number ends.
const TRIPLE_BYTES = 3 * EXACT_DIGITS + 5;
// Nothing that means something is nested deeper; deeper values would only exhaust the stack.
const DEPTH_MAX = 64;
const WHOLE = "must be a whole number from 0 to 2^53 - 1";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads JSON as it comes, without ever holding the whole of it: whoever reads says what must come next, and anything
 * else is a flaw with its place and its byte. The verifier's own; the solver reads by other means.
 */
export class ByteReader {
  private bytes = Buffer.alloc(ROOM_BYTES + 1);
  private at = 0;
  /** Behind the last byte read so far; there always stands a zero, which is no part of any JSON. */
  private end = 0;
  private passed = 0;
  private isDry = false;
  /** Keys and positions that lead to what is being read. */
  private readonly path: (string | number)[] = [];

  constructor(
    private readonly name: string,
    private readonly source: ByteSource,
  ) {
    this.refill(0);
    // A byte order mark is allowed and means nothing.
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.at = 3;
  }

  /** Reads an object that has each of these keys once; `read` must read the value of the key. Others are passed over. */
  record<Key extends string>(keys: readonly Key[], read: (key: Key) => void): void {
    let found = 0;
    this.entries((name) => {
      const at = keys.indexOf(name as Key);
      if (at === -1) return this.skip();
      if ((found & (1 << at)) !== 0) this.refuse("is there twice");
      found |= 1 << at;
      read(name as Key);
    });
    const missing = keys.find((_, at) => (found & (1 << at)) === 0);
    if (missing !== undefined) this.refuse(`has no ${missing}`);
  }

  /** Reads an object of any keys, which may repeat; `read` must read the value of each. */
  entries(read: (key: string) => void): void {
    if (!this.took(OPEN_OBJECT)) this.refuse("must be an object");
    if (this.took(CLOSE_OBJECT)) return;
    const level = this.enter();
    do {
      const key = this.text();
      this.path[level] = key;
      if (!this.took(COLON)) this.refuse("has no value");
      read(key);
    } while (this.took(COMMA));
    this.path.pop();
    if (!this.took(CLOSE_OBJECT)) this.refuse("is not closed");
  }

  /** Reads a list, calling `read` with the position of each entry, which it must read. */
  list(read: (position: number) => void): void {
    if (!this.took(OPEN_LIST)) this.refuse("must be a list");
    if (this.took(CLOSE_LIST)) return;
    const level = this.enter();
    let position = 0;
    do {
      this.path[level] = position;
      read(position++);
    } while (this.took(COMMA));
    this.path.pop();
    if (!this.took(CLOSE_LIST)) this.refuse("is not closed");
  }

  /** Reads a list of lists of three whole numbers from 0 to 2^53 - 1. */
  triples(take: (position: number, first: number, second: number, third: number) => void): void {
    this.list((position) => {
      if (this.quickTriple(position, take)) return;
      const numbers: number[] = [];
      this.list(() => numbers.push(this.whole()));
      const [first, second, third] = numbers;
      if (numbers.length !== 3 || first === undefined || second === undefined || third === undefined)
        return this.refuse("must be [line, offer, cost]");
      take(position, first, second, third);
    });
  }

  text(): string {
    this.space();
    if (this.bytes[this.at] !== QUOTE) this.refuse("must be a text");
    let from = this.at;
    let isPlain = true;
    this.at++;
    for (;;) {
      const byte = this.bytes[this.at] as number;
      if (byte === QUOTE) break;
      if (this.at >= this.end - 1) {
        this.at -= this.refill(from);
        from = 0;
        if (this.at >= this.end - 1) this.refuse("is not closed");
        continue;
      }
      if (byte === BACKSLASH) this.at++;
      if (byte === BACKSLASH || byte < 32 || byte > 126) isPlain = false;
      this.at++;
    }
    this.at++;
    if (isPlain) return this.bytes.toString("latin1", from + 1, this.at - 1);
    return this.parsed(from);
  }

  /** A whole number from 0 to 2^53 - 1, however JSON allows to write it. */
  whole(): number {
    const literal = this.literal();
    if (literal.length <= EXACT_DIGITS && /^(0|[1-9]\d*)$/.test(literal)) return Number(literal);
    const value = JSON_NUMBER.test(literal) ? wholeOf(literal) : null;
    return value ?? this.refuse(WHOLE);
  }

  /** A text of the digits of a whole number, of any length, with a minus before those below zero. */
  digits(): bigint {
    const text = this.text();
    if (!/^(0|-?[1-9]\d*)$/.test(text)) this.refuse("must be a whole number in digits, as text");
    return BigInt(text);
  }

  flag(): boolean {
    const word = this.literal();
    if (word !== "true" && word !== "false") this.refuse("must be true or false");
    return word === "true";
  }

  /** Reads over a value that means nothing here. */
  skip(): void {
    this.space();
    const byte = this.bytes[this.at];
    if (byte === OPEN_OBJECT) this.entries(() => this.skip());
    else if (byte === OPEN_LIST) this.list(() => this.skip());
    else if (byte === QUOTE) this.text();
    else {
      const word = this.literal();
      if (!/^(true|false|null)$/.test(word) && !JSON_NUMBER.test(word)) this.refuse("is not JSON");
    }
  }

  /** Nothing but white space may follow. */
  finish(): void {
    this.space();
    if (this.at < this.end) this.refuse("is followed by something");
  }

  refuse(why: string): never {
    return fail(`${this.name}${placeOf(this.path)} ${why} (byte ${this.passed + this.at})`);
  }

  /** Reads a triple that is written without any space, as nearly all are, when it lies in the room as a whole. */
  private quickTriple(
    position: number,
    take: (position: number, first: number, second: number, third: number) => void,
  ): boolean {
    this.space();
    if (this.end - this.at < TRIPLE_BYTES) this.at -= this.refill(this.at);
    const { bytes } = this;
    let at = this.at;
    if (bytes[at] !== OPEN_LIST) return false;
    let byte = bytes[++at] as number;
    let from = at;
    let first = 0;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) first = first * 10 + (byte - ZERO);
    if (byte !== COMMA || !isPlainNumber(bytes, from, at)) return false;
    byte = bytes[++at] as number;
    from = at;
    let second = 0;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) second = second * 10 + (byte - ZERO);
    if (byte !== COMMA || !isPlainNumber(bytes, from, at)) return false;
    byte = bytes[++at] as number;
    from = at;
    let third = 0;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] as number) third = third * 10 + (byte - ZERO);
    if (byte !== CLOSE_LIST || !isPlainNumber(bytes, from, at)) return false;
    this.at = at + 1;
    take(position, first, second, third);
    return true;
  }

  /** One level deeper; says which. */
  private enter(): number {
    if (this.path.length === DEPTH_MAX) this.refuse("is nested too deeply");
    return this.path.push(0) - 1;
  }

  private took(byte: number): boolean {
    this.space();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  /** A number or word as it is written. */
  private literal(): string {
    this.space();
    let from = this.at;
    for (;;) {
      if (this.at === this.end && !this.isDry) {
        this.at -= this.refill(from);
        from = 0;
      }
      if (!isLiteralPart(this.bytes[this.at] as number)) break;
      this.at++;
    }
    if (this.at === from) this.refuse("has no value of the right kind");
    return this.bytes.toString("latin1", from, this.at);
  }

  private parsed(from: number): string {
    try {
      return JSON.parse(utf8.decode(this.bytes.subarray(from, this.at)));
    } catch {
      this.at = from;
      return this.refuse("is not JSON");
    }
  }

  private space(): void {
    for (;;) {
      const byte = this.bytes[this.at] as number;
      if (byte === 32 || byte === 10 || byte === 13 || byte === 9) this.at++;
      else if (this.at === this.end && !this.isDry) this.at -= this.refill(this.at);
      else return;
    }
  }

  /** Drops what lies before `from`, fills the room, and says by how much everything moved. */
  private refill(from: number): number {
    if (this.isDry) return 0;
    if (from === 0 && this.end === this.bytes.length - 1) {
      const wider = Buffer.alloc(2 * this.bytes.length);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes.copyWithin(0, from, this.end);
    this.end -= from;
    this.passed += from;
    while (!this.isDry && this.end < this.bytes.length - 1) {
      const came = this.source(this.bytes.subarray(this.end, this.bytes.length - 1));
      this.isDry = came === 0;
      this.end += came;
    }
    this.bytes[this.end] = 0;
    return from;
  }
}

/** As in `: lines[3].quantity`; nothing at the top. */
function placeOf(path: readonly (string | number)[]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return steps.length === 0 ? "" : `: ${steps.join("").replace(/^\./, "")}`;
}

function isPlainNumber(bytes: Uint8Array, from: number, end: number): boolean {
  const length = end - from;
  return length > 0 && length <= EXACT_DIGITS && (length === 1 || bytes[from] !== ZERO);
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function isLiteralPart(byte: number): boolean {
  const isDigit = byte >= ZERO && byte <= NINE;
  const isLetter = (byte | 32) >= 97 && (byte | 32) <= 122;
  return isDigit || isLetter || byte === 43 || byte === 45 || byte === 46;
}

/** What a JSON number comes to, when that is a whole number from 0 to 2^53 - 1; never rounded. */
function wholeOf(literal: string): number | null {
  const [, sign, head = "", tail = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = `${head}${tail}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return 0;
  const zeros = digits.length - significant.length + Number(exponent) - tail.length;
  if (sign === "-" || zeros < 0 || significant.length + zeros > 16) return null;
  const value = Number(significant) * 10 ** zeros;
  return Number.isSafeInteger(value) ? value : null;
}
