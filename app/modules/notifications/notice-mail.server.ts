import { env } from "#app/platform/env.server.ts";
import type { MailWish } from "#app/platform/mail-out.server.ts";
import { type NoticeFacts, type NoticeKind, noticeAddress } from "./notice.ts";
import type { Reader } from "./notice-reads.server.ts";
import { saidNotice } from "./notice-words.ts";

/** A notice as a mail to one reader: its sentence, in their language, and where it leads. */
export function writtenNotice(
  kind: NoticeKind,
  { params, path }: Pick<NoticeFacts, "params" | "path">,
  { email, locale, slug }: Reader,
): MailWish {
  const sentence = saidNotice(kind, params, locale);
  const link = `${env().BASE_URL}${noticeAddress(slug, path)}`;
  return { to: email, subject: sentence.slice(0, 120), body: `${sentence}\n\n${link}\n` };
}
