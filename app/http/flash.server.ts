import { randomBytes } from "node:crypto";
import { redirect } from "@remix-run/node";
import { z } from "zod";
import { cookieNamed, cookieText } from "./session.server.ts";

const FLASH_COOKIE = "lumbung_flash";
const FLASH_SECONDS = 60;
const TEXT_MAX = 300;

const Undo = z.object({ action: z.string().startsWith("/"), label: z.string(), key: z.string() });
const Flash = z.object({
  id: z.string(),
  tone: z.enum(["neutral", "leaf", "rice", "brick"]),
  text: z.string().max(TEXT_MAX),
  undo: Undo.optional(),
});

/**
 * One sentence about what was just done, carried over a redirect; its id differs with every message, so that two equal
 * ones in a row both show. `undo` is a POST that takes the deed back.
 */
export type FlashMessage = z.output<typeof Flash>;

type FlashToSay = Omit<FlashMessage, "id" | "tone"> & { readonly tone?: FlashMessage["tone"] };

/** The Set-Cookie value that carries a message to the next page. */
export function flashCookie(message: FlashToSay): string {
  const flash: FlashMessage = {
    tone: "leaf",
    ...message,
    text: message.text.slice(0, TEXT_MAX),
    id: randomBytes(6).toString("base64url"),
  };
  return cookieText(FLASH_COOKIE, Buffer.from(JSON.stringify(flash)).toString("base64url"), FLASH_SECONDS);
}

/** Sends the browser to `to` (303), where the message is shown. */
export function redirectWithFlash(to: string, message: FlashToSay): Response {
  return redirect(to, { status: 303, headers: { "set-cookie": flashCookie(message) } });
}

/** What the last deed left to say; send `forgottenFlash` along, so that it is said once. */
export function readFlash(request: Request): FlashMessage | null {
  const value = cookieNamed(request, FLASH_COOKIE);
  if (!value) return null;
  try {
    return Flash.safeParse(JSON.parse(Buffer.from(value, "base64url").toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}

/** The Set-Cookie value that takes the message away. */
export const forgottenFlash = `${FLASH_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax`;
