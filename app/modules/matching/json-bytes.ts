import { InstanceRefused } from "./instance.ts";

const text = new TextDecoder("utf-8", { fatal: true });

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
// Digits that always fit a double exactly.
const SHORT_DIGITS = 15;
// Nothing that means something is nested deeper; deeper values would only exhaust the stack.
const DEPTH_MAX = 64;

/**
 * Reads JSON from bytes piece by piece, for files in which one list is far longer than objects could be made of. Whoever
 * reads says what must come next; anything else is refused with the place and the byte.
 */
export class JsonBytes {
  private at: number;
  private depth = 0;

  constructor(private readonly bytes: Uint8Array) {
    // A byte order mark is allowed and means nothing.
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Reads an object, handing each key to `read`, which must read its value. */
  object(place: string, read: (key: string) => void): void {
    this.expect(OPEN_OBJECT, place, "must be an object");
    if (this.took(CLOSE_OBJECT)) return;
    do {
      const key = this.string(place);
      this.expect(COLON, place, "a colon is missing");
      read(key);
    } while (this.took(COMMA));
    this.expect(CLOSE_OBJECT, place, "is not closed");
  }

  /** Reads a list, calling `read` with the position of each entry, which it must read. */
  list(place: string, read: (position: number) => void): void {
    this.expect(OPEN_LIST, place, "must be a list");
    if (this.took(CLOSE_LIST)) return;
    let position = 0;
    do read(position++);
    while (this.took(COMMA));
    this.expect(CLOSE_LIST, place, "is not closed");
  }

  string(place: string): string {
    this.space();
    if (this.bytes[this.at] !== QUOTE) this.refuse(place, "must be a text");
    const from = this.at;
    for (this.at++; this.bytes[this.at] !== QUOTE; this.at++) {
      if (this.at >= this.bytes.length) this.refuse(place, "is not closed");
      if (this.bytes[this.at] === BACKSLASH) this.at++;
    }
    this.at++;
    return this.parsed(from, place) as string;
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(place: () => string): number {
    this.space();
    const { bytes } = this;
    const from = this.at;
    let value = 0;
    let byte = bytes[this.at] as number;
    while (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      byte = bytes[++this.at] as number;
    }
    const digits = this.at - from;
    const isPlain = digits > 0 && digits <= SHORT_DIGITS && byte !== DOT && (byte | 32) !== 101;
    if (isPlain && (bytes[from] !== ZERO || digits === 1)) return value;
    return this.unusual(from, place);
  }

  took(byte: number): boolean {
    this.space();
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  openList(place: () => string): void {
    if (!this.took(OPEN_LIST)) this.refuse(place(), "must be [line, offer, cost]");
  }

  comma(place: () => string): void {
    if (!this.took(COMMA)) this.refuse(place(), "must be [line, offer, cost]");
  }

  closeList(place: () => string): void {
    if (!this.took(CLOSE_LIST)) this.refuse(place(), "must be [line, offer, cost]");
  }

  /** Reads over a value that means nothing here. */
  skip(place: string): void {
    this.space();
    const byte = this.bytes[this.at];
    if (++this.depth > DEPTH_MAX) this.refuse(place, "is nested too deeply");
    if (byte === OPEN_OBJECT) this.object(place, () => this.skip(place));
    else if (byte === OPEN_LIST) this.list(place, () => this.skip(place));
    else if (byte === QUOTE) this.string(place);
    else this.word(place);
    this.depth--;
  }

  /** Refuses anything but white space up to the end. */
  end(): void {
    this.space();
    if (this.at < this.bytes.length) this.refuse("", "something follows the end of the market");
  }

  private expect(byte: number, place: string, why: string): void {
    if (!this.took(byte)) this.refuse(place, why);
  }

  /** A number that is long, has a point or an exponent, or is none at all. */
  private unusual(from: number, place: () => string): number {
    this.at = from;
    const value = this.word(place());
    const written = text.decode(this.bytes.subarray(from, this.at));
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0 || !isWhole(written))
      throw new InstanceRefused(place(), "must be a whole number from 0 to 2^53 - 1");
    return value;
  }

  private word(place: string): unknown {
    const from = this.at;
    const isPart = (byte: number) =>
      (byte >= ZERO && byte <= NINE) ||
      byte === MINUS ||
      byte === DOT ||
      byte === 43 ||
      ((byte | 32) >= 97 && (byte | 32) <= 122);
    while (this.at < this.bytes.length && isPart(this.bytes[this.at] as number)) this.at++;
    if (this.at === from) this.refuse(place, "a value is missing");
    return this.parsed(from, place);
  }

  private parsed(from: number, place: string): unknown {
    try {
      return JSON.parse(text.decode(this.bytes.subarray(from, this.at)));
    } catch {
      this.at = from;
      return this.refuse(place, "is not JSON");
    }
  }

  private space(): void {
    let byte = this.bytes[this.at];
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = this.bytes[++this.at];
  }

  private refuse(place: string, why: string): never {
    throw new InstanceRefused(place, `${why} (byte ${this.at})`);
  }
}

/** Whether a number that is not below zero has nothing but zeros behind its point, however it is written. */
function isWhole(written: string): boolean {
  const [, head = "", tail = "", exponent = "0"] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written) ?? [];
  const point = Math.max(0, head.length + Number(exponent));
  return /^0*$/.test(`${head}${tail}`.slice(point));
}
