import { randomBytes } from "node:crypto";
import { cookieNamed, cookieText } from "./session.server.ts";

const FLASH_COOKIE = "lumbung_flash";
const FLASH_SECONDS = 60;
const TEXT_MAX = 300;

const tones = ["neutral", "leaf", "rice", "brick"] as const;
export type FlashTone = (typeof tones)[number];

/** One sentence about what was just done, carried over a redirect. */
export type FlashMessage = {
  /** Differs with every message, so that two equal ones in a row both show. */
  readonly id: string;
  readonly tone: FlashTone;
  readonly text: string;
};

/** The Set-Cookie value that carries `text` to the next page. */
export function flashCookie(text: string, tone: FlashTone = "leaf"): string {
  const message: FlashMessage = {
    id: randomBytes(6).toString("base64url"),
    tone,
    text: text.slice(0, TEXT_MAX),
  };
  return cookieText(FLASH_COOKIE, Buffer.from(JSON.stringify(message)).toString("base64url"), FLASH_SECONDS);
}

/** What the last deed left to say; send `forgottenFlash` along, so that it is said once. */
export function readFlash(request: Request): FlashMessage | null {
  const value = cookieNamed(request, FLASH_COOKIE);
  return value ? decodeFlash(value) : null;
}

/** The Set-Cookie value that takes the message away. */
export const forgottenFlash = `${FLASH_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;

function decodeFlash(value: string): FlashMessage | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
    if (typeof read !== "object" || read === null) return null;
    const { id, tone, text } = read as Partial<Record<keyof FlashMessage, unknown>>;
    const known = tones.find((candidate) => candidate === tone);
    if (typeof id !== "string" || typeof text !== "string" || !known) return null;
    return { id, tone: known, text: text.slice(0, TEXT_MAX) };
  } catch {
    return null;
  }
}
